"""Reading by rules: what both examiners rest on, the offline one to grade, the model's to doubt it.

Words and their kin, sentences and clauses, what is denied and what only listed, how much of a claim an
answer covers. Nothing here knows of an examiner.
"""
