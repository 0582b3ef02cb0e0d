"""The offline examiner: no network, no model, the same grades on every machine.

`port.py` is light and says who grades; `examiner.py` and what it imports are the rules.
"""
