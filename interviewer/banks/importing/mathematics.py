r"""TeX as a person can read it in a terminal: "\frac{1}{n}\sum x_i^2" is "(1)/(n)∑ x_i²"."""

import re
from typing import Final

_SIGNS: Final = dict(
    pair.split("=", 1)
    for pair in [
        "alpha=α",
        "beta=β",
        "gamma=γ",
        "delta=δ",
        "epsilon=ε",
        "varepsilon=ε",
        "zeta=ζ",
        "eta=η",
        "theta=θ",
        "iota=ι",
        "kappa=κ",
        "lambda=λ",
        "mu=μ",
        "nu=ν",
        "xi=ξ",
        "pi=π",
        "rho=ρ",
        "sigma=σ",
        "tau=τ",
        "upsilon=υ",
        "phi=φ",
        "varphi=φ",
        "chi=χ",
        "psi=ψ",
        "omega=ω",
        "Gamma=Γ",
        "Delta=Δ",
        "Theta=Θ",
        "Lambda=Λ",
        "Xi=Ξ",
        "Pi=Π",
        "Sigma=Σ",
        "Phi=Φ",
        "Psi=Ψ",
        "Omega=Ω",
        "sum=∑",
        "prod=∏",
        "int=∫",
        "infty=∞",
        "partial=∂",
        "nabla=∇",
        "cdot=·",
        "times=×",
        "div=÷",
        "pm=±",
        "mp=∓",
        "ast=*",
        "star=*",
        "circ=∘",
        "leq=≤",
        "le=≤",
        "geq=≥",
        "ge=≥",
        "neq=≠",
        "ne=≠",
        "approx=≈",
        "sim=~",
        "equiv=≡",
        "propto=∝",
        "ll=≪",
        "gg=≫",
        "in=∈",
        "notin=∉",
        "subset=⊂",
        "subseteq=⊆",
        "cup=∪",
        "cap=∩",
        "emptyset=∅",
        "forall=∀",
        "exists=∃",
        "neg=¬",
        "land=∧",
        "lor=∨",
        "wedge=∧",
        "vee=∨",
        "to=→",
        "rightarrow=→",
        "leftarrow=←",
        "Rightarrow=⇒",
        "Leftarrow=⇐",
        "leftrightarrow=↔",
        "Leftrightarrow=⇔",
        "mapsto=↦",
        "implies=⇒",
        "iff=⇔",
        "ldots=...",
        "cdots=...",
        "dots=...",
        "vdots=...",
        "mid=|",
        "vert=|",
        "Vert=‖",
        "lVert=‖",
        "rVert=‖",
        "lfloor=⌊",
        "rfloor=⌋",
        "lceil=⌈",
        "rceil=⌉",
        "langle=⟨",
        "rangle=⟩",
        "prime='",
        "perp=⊥",
        "parallel=∥",
        "angle=∠",
        "top=⊤",
        "ell=ℓ",
        "hbar=ħ",
        "Re=Re",
        "Im=Im",
        "oplus=⊕",
        "otimes=⊗",
        "log=log",
        "ln=ln",
        "exp=exp",
        "sin=sin",
        "cos=cos",
        "tan=tan",
        "min=min",
        "max=max",
        "arg=arg",
        "lim=lim",
        "det=det",
        "Pr=Pr",
        "argmax=argmax",
        "argmin=argmin",
        "tanh=tanh",
        "sup=sup",
        "inf=inf",
        "gcd=gcd",
        "bmod=mod",
        "mod=mod",
    ]
)
_DROPPED: Final = re.compile(
    r"\\(?:left|right|big|Big|bigg|Bigg|displaystyle|textstyle|limits|nolimits|quad|qquad|,|;|:|!)(?![A-Za-z])|\\ "
)
_WRAPPED: Final = re.compile(
    r"\\(?:text|textbf|textit|mathrm|mathbf|mathbb|mathcal|mathit|mathsf|operatorname|boldsymbol|bm|vec|hat|bar|tilde|"
    r"overline|underline|widehat|mbox|boxed)\s*\{([^{}]*)\}"
)
_FRACTION: Final = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT: Final = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_SHAPED: Final = re.compile(r"\\(?:begin|end)\{[^{}]*\}(?:\{[^{}]*\})?")
_RAISED: Final = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_ROUNDS: Final = 8
"""How deep fractions and roots may be nested."""


def readable(tex: str) -> str:
    """The formula without TeX commands, on as many lines as it has."""
    text = _SHAPED.sub(" ", tex).replace("\\\\", "\n").replace("&", " ")
    text = _DROPPED.sub(" ", text)
    for _ in range(_ROUNDS):
        before = text
        text = _WRAPPED.sub(r"\1", text)
        text = _FRACTION.sub(_divided, text)
        text = _ROOT.sub(r"√(\1)", text)
        if text == before:
            break
    text = re.sub(r"\\([A-Za-z]+)", lambda m: _SIGNS.get(m[1], m[1]), text)
    text = re.sub(
        r"\^(?:\{([0-9+n-]{1,3})\}|([0-9n])(?!\w))",
        lambda m: (m[1] or m[2]).translate(_RAISED),
        text,
    )
    text = re.sub(r"([_^])\{([^{}]*)\}", _lowered, text)
    text = re.sub(r"\\([{}%$#&_|])", r"\1", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _divided(match: re.Match[str]) -> str:
    above, below = (part.strip() for part in match.groups())
    return f"{_grouped(above)}/{_grouped(below)}"


def _grouped(part: str) -> str:
    return part if re.fullmatch(r"\w+|\\\w+", part) else f"({part})"


def _lowered(match: re.Match[str]) -> str:
    inner = match[2].strip()
    return f"{match[1]}{inner}" if len(inner) <= 1 else f"{match[1]}({inner})"
