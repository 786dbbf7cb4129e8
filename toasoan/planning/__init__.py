"""Stories before they are items: pitches, coverages, assignments."""
