"""The same engines without Kafka, and the commands around a run: replay, warm, repartition."""
