"""The offline examiner: no network, no model, the same grades on every machine.

`identity.py` says who grades, `offline_examiner.py` is the examiner, `rules.py` reads an answer by `reading/`.
"""
