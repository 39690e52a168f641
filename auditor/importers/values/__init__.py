"""What cells and fields mean: times, amounts, ids, places, persons; the same for every format."""
