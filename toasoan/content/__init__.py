"""Pages, the review chain and the one publish gate."""
