"""The rule: from the spans of a target and an outcome to a verdict with its reason. Pure."""
