"""The product's core: tasks, assets, events, the queue, channels, costs, the pipeline."""
