"""The two engines that answer: Elasticsearch, and the database when it is away."""
