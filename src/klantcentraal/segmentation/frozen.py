"""Fitted segmentations kept as text: plain JSON, every number exactly as it was."""

import json
from typing import Any

from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.grouped import Grouped, groups_from_json
from klantcentraal.segmentation.key_accounts import KeyAccounts, WithKeyAccounts
from klantcentraal.segmentation.methods import mixed, rfm, target_tree, tiers
from klantcentraal.segmentation.preparation import Preparation


def to_text(fitted: Fitted) -> str:
    """Write a segmentation; the same text for the same segmentation."""
    return json.dumps(fitted.to_json(), sort_keys=True, allow_nan=False)


def from_text(text: str) -> Fitted:
    """Read what to_text wrote.

    Args:
        text: JSON.

    Returns:
        A segmentation that gives every account the same label.

    Raises:
        KeyError: It was not written by this version.
    """
    return from_json(json.loads(text))


def from_json(kept: dict[str, Any]) -> Fitted:
    """Make what Fitted.to_json gave.

    Args:
        kept: Plain JSON.

    Returns:
        The segmentation.

    Raises:
        KeyError: It was not made by this version.
    """
    if "key_accounts" in kept:
        key_accounts = KeyAccounts.from_json(kept["key_accounts"])
        return WithKeyAccounts(key_accounts, from_json(kept["others"]))
    method_id = kept["method_id"]
    if method_id == tiers.METHOD_ID:
        return tiers.Tiers.from_json(kept)
    if method_id == rfm.METHOD_ID:
        return rfm.Rfm.from_json(kept)
    if method_id == target_tree.METHOD_ID:
        return target_tree.TargetTree.from_json(kept)
    is_mixed = method_id == mixed.METHOD_ID
    space = (mixed.MixedSpace if is_mixed else Preparation).from_json(kept["space"])
    return Grouped(method_id, space, groups_from_json(kept))
