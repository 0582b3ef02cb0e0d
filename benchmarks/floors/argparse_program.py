"""The floor of `--help`: a program that only knows its arguments."""

import argparse

parser = argparse.ArgumentParser("bare", description="A program with a few arguments.")
parser.add_argument("file", nargs="?", help="a file")
for flag in ("offline", "plain", "shuffle"):
    parser.add_argument(f"--{flag}", action="store_true", help=f"be {flag}")
for flag in ("count", "topic", "model"):
    parser.add_argument(f"--{flag}", metavar="X", help=f"the {flag}")
parser.parse_args(["--help"])
