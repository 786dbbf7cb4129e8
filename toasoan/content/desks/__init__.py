"""Where items lie: desks, stages, people, boards that are kept."""
