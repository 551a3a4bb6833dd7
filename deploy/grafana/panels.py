"""What the dashboard shows: one table of panels, to be read without Grafana.

`{who}` in a query stands for the matchers of the dashboard's variables, `{{name}}` in a legend for the label of that name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """One panel: what it shows, in which unit of Grafana's, and its queries with their legends.

    `shape`: drawn as a `curve`, a `number` or a `table`.
    """

    title: str
    description: str
    unit: str
    queries: tuple[tuple[str, str], ...]
    shape: str = "curve"


def quantile(share: float, histogram: str, by: str = "le") -> str:
    return f"histogram_quantile({share}, sum by ({by}) (rate({histogram}_bucket{{who}}[$__rate_interval])))"


ROWS: tuple[tuple[str, tuple[View, ...]], ...] = (
    (
        "Now",
        (
            View(
                "Workers ready",
                "Workers that have restored their state and take in mentions.",
                "short",
                (("workers", "sum(groundswell_ready{who})"),),
                shape="number",
            ),
            View(
                "Open trends",
                "Trends that are not resolved, over all brands.",
                "short",
                (("trends", "sum(groundswell_trends_open{who})"),),
                shape="number",
            ),
            View(
                "Records waiting",
                "Records between the workers' positions and the ends of their topics.",
                "short",
                (("records", "sum(groundswell_consumer_lag{who})"),),
                shape="number",
            ),
            View(
                "Age of the newest decision",
                "Now minus the slowest watermark. A bucket of one minute and the allowed lateness are normal.",
                "s",
                (("behind", "max(groundswell_watermark_lag_seconds{who})"),),
                shape="number",
            ),
            View(
                "Since the last progress",
                "Seconds since a batch was last done. Growing while records wait means that a worker is stuck.",
                "s",
                (("{{instance}}", "time() - max by (instance) (groundswell_last_progress_timestamp_seconds{who})"),),
                shape="number",
            ),
            View(
                "Version",
                "What is running, by version.",
                "short",
                (("{{version}}", "count by (version) (groundswell_build_info{who})"),),
                shape="number",
            ),
        ),
    ),
    (
        "Mentions",
        (
            View(
                "Mentions and complaints",
                "Records read, those that the screen takes for complaints, and those that came late or twice.",
                "cps",
                (
                    ("mentions", "sum(rate(groundswell_mentions_total{who}[$__rate_interval]))"),
                    ("complaints", "sum(rate(groundswell_complaints_total{who}[$__rate_interval]))"),
                    ("late", "sum(rate(groundswell_late_total{who}[$__rate_interval]))"),
                    ("duplicates", "sum(rate(groundswell_duplicates_total{who}[$__rate_interval]))"),
                    ("of brands too many", "sum(rate(groundswell_brands_refused_total{who}[$__rate_interval]))"),
                    ("ahead of the clock", "sum(rate(groundswell_ahead_total{who}[$__rate_interval]))"),
                ),
            ),
            View(
                "Refused mentions",
                "Mentions that could not be used, by reason, and dead letters that Kafka acknowledged: in a flood one "
                "stands for many records. Beside them answers to alerts that could not be used.",
                "cps",
                (
                    ("{{reason}}", "sum by (reason) (rate(groundswell_refused_total{who}[$__rate_interval]))"),
                    ("dead letters", "sum(rate(groundswell_dead_letters_total{who}[$__rate_interval]))"),
                    (
                        "answer: {{reason}}",
                        "sum by (reason) (rate(groundswell_answers_refused_total{who}[$__rate_interval])) > 0",
                    ),
                    ("unreadable in the logs", "sum(rate(groundswell_unreadable_total{who}[$__rate_interval]))"),
                ),
            ),
            View(
                "Left out",
                "Mentions not handed to the engines, by reason: the topic kept-out holds a sample to read. Beside them "
                "those in a language that the screen has not learned, which count as complaints.",
                "cps",
                (
                    ("{{reason}}", "sum by (reason) (rate(groundswell_left_out_total{who}[$__rate_interval]))"),
                    (
                        "language not learned: {{language}}",
                        "sum by (language) (rate(groundswell_unlearned_total{who}[$__rate_interval])) > 0",
                    ),
                ),
            ),
            View(
                "Records waiting, by topic",
                "Consumer lag. It grows when more comes in than a worker can take.",
                "short",
                (("{{topic}}", "sum by (topic) (groundswell_consumer_lag{who})"),),
            ),
        ),
    ),
    (
        "Alerts",
        (
            View(
                "Alerts by verdict",
                "Alert events acknowledged by Kafka, by verdict.",
                "short",
                (("{{verdict}}", "sum by (verdict) (increase(groundswell_alerts_total{who}[$__rate_interval]))"),),
            ),
            View(
                "Alerts by severity",
                "Alert events acknowledged by Kafka, by severity.",
                "short",
                (("{{severity}}", "sum by (severity) (increase(groundswell_alerts_total{who}[$__rate_interval]))"),),
            ),
            View(
                "Alerts by event",
                "Alert events, and decisions that kept a trend out of the alerts on purpose.",
                "short",
                (
                    ("{{event}}", "sum by (event) (increase(groundswell_alerts_total{who}[$__rate_interval]))"),
                    ("withheld", "sum(increase(groundswell_withheld_total{who}[$__rate_interval]))"),
                ),
            ),
            View(
                "Mention to alert",
                "Alert acknowledged minus Kafka time of the newest mention it counts. Live mode only.",
                "s",
                (
                    ("median", quantile(0.5, "groundswell_mention_to_alert_seconds")),
                    ("95 %", quantile(0.95, "groundswell_mention_to_alert_seconds")),
                ),
            ),
            View(
                "Bucket close to alert",
                "Alert acknowledged minus the moment its bucket was closed: the part of the delay that is computing.",
                "s",
                (
                    ("median", quantile(0.5, "groundswell_bucket_close_to_alert_seconds")),
                    ("95 %", quantile(0.95, "groundswell_bucket_close_to_alert_seconds")),
                ),
            ),
            View(
                "Answers of operators",
                "Answers to alerts and changed policies that reached an engine, by kind.",
                "short",
                (("{{kind}}", "sum by (kind) (increase(groundswell_commands_total{who}[$__rate_interval]))"),),
            ),
        ),
    ),
    (
        "Engines",
        (
            View(
                "Live groups",
                "Groups of similar complaints that the engines hold.",
                "short",
                (("{{instance}}", "sum by (instance) (groundswell_groups_live{who})"),),
            ),
            View(
                "Open trends by state",
                "Trends that are not resolved.",
                "short",
                (("{{state}}", "sum by (state) (groundswell_trends_open{who})"),),
            ),
            View(
                "Watermark lag by partition",
                "Now minus the watermark of each engine. One that runs away has a silent or slow origin.",
                "s",
                (("{{partition}}", "max by (partition) (groundswell_watermark_lag_seconds{who})"),),
            ),
            View(
                "Brands that rise together",
                "Most brands of an engine at once: the source brings more, and not the customers of one. Usually 0.",
                "short",
                (("{{instance}}", "max by (instance) (groundswell_source_rise_brands{who})"),),
            ),
            View(
                "Forgotten at a limit",
                "What engines forgot because a limit was reached. Above zero for long, the limit is too tight.",
                "cps",
                (("{{kind}}", "sum by (kind) (rate(groundswell_evicted_total{who}[$__rate_interval]))"),),
            ),
        ),
    ),
    (
        "Workers",
        (
            View(
                "Time of a step",
                "95 % of the batches took no longer in this step.",
                "s",
                (("{{step}}", quantile(0.95, "groundswell_step_seconds", "le, step")),),
            ),
            View(
                "Where the time goes",
                "Share of one core's time that each step takes, waiting included.",
                "percentunit",
                (("{{step}}", "sum by (step) (rate(groundswell_step_seconds_sum{who}[$__rate_interval]))"),),
            ),
            View(
                "Records in a batch",
                "The mean over the batches handed to an agent. Near the limit, a worker is busy.",
                "short",
                (
                    (
                        "{{topic}}",
                        "sum by (topic) (rate(groundswell_batch_records_sum{who}[$__rate_interval]))"
                        " / sum by (topic) (rate(groundswell_batch_records_count{who}[$__rate_interval]))",
                    ),
                ),
            ),
            View(
                "Failed commits",
                "Offset commits that failed and are tried again. Single ones are normal during a rebalance.",
                "short",
                (
                    (
                        "{{instance}}",
                        "sum by (instance) (increase(groundswell_commit_failures_total{who}[$__rate_interval]))",
                    ),
                ),
            ),
            View(
                "Canary",
                "Time since the made-up complaints of each partition were last reported. They are written every hour.",
                "s",
                (("{{partition}}", "max by (partition) (groundswell_canary_age_seconds{who})"),),
            ),
            View(
                "Canary bursts",
                "Bursts of made-up complaints that were written: one an hour in each partition.",
                "short",
                (("bursts", "sum(increase(groundswell_canary_bursts_total{who}[$__rate_interval]))"),),
            ),
            View(
                "CPU",
                "Cores in use by each worker's own process, and by those beside it.",
                "short",
                (
                    ("{{instance}}", "sum by (instance) (rate(process_cpu_seconds_total{who}[$__rate_interval]))"),
                    (
                        "{{instance}} {{child}}",
                        "sum by (instance, child) (rate(groundswell_child_cpu_seconds_total{who}[$__rate_interval]))",
                    ),
                ),
            ),
            View(
                "Memory",
                "Resident memory of each worker's own process, and of those beside it.",
                "bytes",
                (
                    ("{{instance}}", "sum by (instance) (process_resident_memory_bytes{who})"),
                    ("{{instance}} {{child}}", "sum by (instance, child) (groundswell_child_resident_memory_bytes{who})"),
                ),
            ),
        ),
    ),
)
