"""Speed as ratios against named floors, measured in one run on one machine; never a timed test."""
