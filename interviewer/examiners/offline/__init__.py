"""The offline examiner: no network, no model, the same grades on every machine.

`port.py` is light and says who grades; `examiner.py` is the examiner, which reads by `reading/`.
"""
