"""The private parts of Faust, mode, aiokafka and numba that our code leans on."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import inspect
from functools import reduce

import pytest

# What we override, call or count on without a promise to keep it, with a digest of the source that was read.
TOUCH_POINTS = {
    "aiokafka.admin.client:AIOKafkaAdminClient._send_request": "1ed126f126dd917a",
    "aiokafka.client:AIOKafkaClient.coordinator_lookup": "19cc69fb75f8d667",
    "aiokafka.client:AIOKafkaClient.fetch_all_metadata": "8eeea5926b0ddbe2",
    "aiokafka.cluster:ClusterMetadata.update_metadata": "6c2cce8f96dcc199",
    "aiokafka.conn:create_conn": "673276cbddb4dc7c",
    "aiokafka.consumer.consumer:AIOKafkaConsumer.commit": "79b057d88220e5a2",
    "aiokafka.consumer.fetcher:Fetcher._get_actions_per_node": "1dab2cf937d165d0",
    "aiokafka.consumer.consumer:AIOKafkaConsumer.seek_to_committed": "f6cd85c8b70a4ccf",
    "aiokafka.consumer.consumer:AIOKafkaConsumer.start": "2f1ba70443327538",
    "aiokafka.consumer.fetcher:Fetcher._proc_fetch_request": "59bf948fff47eed5",
    "aiokafka.consumer.fetcher:Fetcher.fetched_records": "be4348896b9b66af",
    "aiokafka.consumer.fetcher:PartitionRecords._contains_abort_marker": "17e9ad2322ef4e0a",
    "aiokafka.consumer.fetcher:PartitionRecords._unpack_records": "b803e6d46480732c",
    "aiokafka.consumer.group_coordinator:GroupCoordinator.commit_offsets": "5cbe31af28d6cc06",
    "aiokafka.producer.message_accumulator:BatchBuilder.append": "657d76f55157d9ca",
    "aiokafka.producer.message_accumulator:MessageAccumulator.__init__": "eb57f3c1d5c7657b",
    "aiokafka.producer.message_accumulator:MessageAccumulator._append_batch": "4762abfc42cbaa15",
    "aiokafka.producer.message_accumulator:MessageAccumulator.add_batch": "5ed1c5b1367ad854",
    "aiokafka.producer.message_accumulator:MessageAccumulator.fail_all": "f1e12e8100bfcb8c",
    "aiokafka.producer.message_accumulator:MessageBatch.expired": "3b28f15f56f2acb1",
    "aiokafka.producer.message_accumulator:MessageBatch.failure": "719b2122c318e955",
    "aiokafka.producer.producer:AIOKafkaProducer.commit_transaction": "c7f9677c89413f97",
    "aiokafka.producer.producer:AIOKafkaProducer.send_batch": "bf42b0f0c5c0646d",
    "aiokafka.producer.producer:AIOKafkaProducer.stop": "43ef97147111893b",
    "aiokafka.producer.sender:Sender._fail_all": "5a67e3b6f87be0c5",
    "aiokafka.producer.sender:Sender._sender_routine": "2380dc5e333d9ebd",
    "aiokafka.producer.sender:Sender.close": "f60b3d023d2526f4",
    "aiokafka.producer.transaction_manager:TransactionManager.wait_for_transaction_end": "67dc578aafc32bbf",
    "aiokafka.record.default_records:_DefaultRecordBatchPy": "f63fbb5a8a247d54",
    "aiokafka.record.memory_records:_MemoryRecordsPy": "795a0314fbca30af",
    "aiokafka.record.util:decode_varint_py": "ce0ddca2bf4a9aa5",
    "faust.app.base:App._create_directories": "a9f571c3b04abec3",
    "faust.app.base:App._on_partitions_revoked": "d5c895bbe57dc73a",
    "faust.app.base:App._stop_consumer": "55854a5de12c3f52",
    "faust.tables.manager:TableManager._update_channels": "88e3941facc934d6",
    "faust.tables.manager:TableManager.on_start": "365dd25fbc0e0684",
    "faust.tables.recovery:Recovery._resume_streams": "d986a6710c1aca98",
    "faust.tables.recovery:Recovery.on_recovery_completed": "6ef567acf072e46d",
    "faust.transport.conductor:ConductorCompiler.build": "837cf521368c1ee4",
    "faust.transport.consumer:Consumer._drain_messages": "44a2500309e83c63",
    "faust.transport.consumer:Consumer._get_active_partitions": "b24897f3c7afdb5d",
    "faust.transport.consumer:Consumer._wait_next_records": "6218e1969a636b3f",
    "faust.transport.consumer:Consumer.getmany": "4b168d84882a70d6",
    "faust.transport.consumer:Consumer.on_buffer_drop": "4b57e8a418d5ad9c",
    "faust.transport.consumer:Consumer.on_buffer_full": "c8961679e0bcdce5",
    "faust.transport.consumer:Consumer.on_partitions_revoked": "d04b7ae72c6fc206",
    "faust.transport.consumer:Consumer.perform_seek": "0e8c130ff4b0afd8",
    "faust.transport.consumer:ThreadDelegateConsumer._getmany": "f9d47aa9010b5ff2",
    "faust.transport.consumer:ThreadDelegateConsumer.seek_wait": "e9db5bbc4ceb2543",
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._create_worker_consumer": "c2701bfc3e6f6cad",
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._ensure_consumer": "ff4a4c693b7ec63f",
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._fetch_records": "39a2c6c79fc1455a",
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._seek_wait": "9d221e816d940467",
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.on_start": "38b4e8bd1e10723a",
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.earliest_offsets": "5d697cd768735af7",
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.seek_to_committed": "775ab0adc4b052ab",
    "faust.transport.drivers.aiokafka:Consumer._new_consumer_thread": "0870ec53dea75083",
    "mode.threads:QueueServiceThread.call_thread": "479edda75b54734b",
    "mode.utils.queues:FlowControlEvent.clear": "dda5e40d80288a8f",
    "mode.utils.queues:FlowControlQueue.maybe_endorse_pressure_drop": "dafd855ef5a0f61d",
    "numba.core.caching:Cache.save_overload": "ce07b8d21537e299",
    "numba.core.caching:FunctionCache": "549a317f4e8f796e",
    "numba.core.dispatcher:Dispatcher.enable_caching": "8c75d787fa6845ba",
}


@pytest.mark.parametrize(("place", "digest"), sorted(TOUCH_POINTS.items()))
def test_a_private_part_is_as_it_was_when_our_code_was_written(place: str, digest: str) -> None:
    """When this fails after an upgrade: read the new source, check our code against it, then note its digest here."""
    module, _, names = place.partition(":")
    found = reduce(getattr, names.split("."), importlib.import_module(module))
    source = inspect.getsource(found)
    assert hashlib.sha256(source.encode()).hexdigest()[:16] == digest, f"{place} has changed:\n{source}"


def test_they_are_the_versions_whose_source_was_read() -> None:
    assert importlib.metadata.version("faust-streaming") == "0.15.3"
    assert importlib.metadata.version("aiokafka") == "0.14.0"
    assert importlib.metadata.version("numba") == "0.68.1"
