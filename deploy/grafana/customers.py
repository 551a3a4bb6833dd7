"""The dashboard that says what burns: open trends, people against usual, alerts and what became of them."""

from __future__ import annotations

from panels import View, quantile

CUSTOMERS: tuple[tuple[str, tuple[View, ...]], ...] = (
    (
        "Now",
        (
            View(
                "Open trends",
                "Trends that are open, easing or watched after a fix, over all brands.",
                "short",
                (("trends", 'sum(groundswell_trends_open{who, state!="emerging"})'),),
                shape="number",
            ),
            View(
                "People in the largest",
                "People who report the largest open trend; 0 when none is open.",
                "short",
                (("people", "max(groundswell_trend_people{who}) or sum(groundswell_ready{who}) * 0"),),
                shape="number",
            ),
            View(
                "Opened",
                "Trends that opened in the time range of the dashboard.",
                "short",
                (("opened", 'sum(increase(groundswell_alerts_total{who, event="opened"}[$__range]))'),),
                shape="number",
            ),
            View(
                "False alerts allowed",
                "What the budgets of all brands allow in a day.",
                "short",
                (("a day", "sum(groundswell_budget_alerts_per_day{who})"),),
                shape="number",
            ),
            View(
                "Real, of those answered",
                "Of 30 days' answers: somebody has it or says that it is real, against `not a problem`.",
                "percentunit",
                (("real", 'max(job:groundswell_answers_real:ratio30d{job=~"$job"})'),),
                shape="number",
            ),
            View(
                "Undelivered",
                "Messages that wait for a receiver which is due to have them.",
                "short",
                (("messages", "sum(groundswell_deliveries_pending{who})"),),
                shape="number",
            ),
            View(
                "Open trends by people",
                "The largest open trends. The title leads to the board when GROUNDSWELL_BOARD_URL is set.",
                "short",
                (
                    (
                        "{{trend}}",
                        "sum by (brand, trend) (groundswell_trend_people{who})"
                        " * on (brand, trend) group_left (title, severity, verdict, state, link)"
                        " max by (brand, trend, title, severity, verdict, state, link) (groundswell_trend_info{who})",
                    ),
                ),
                shape="table",
            ),
        ),
    ),
    (
        "People",
        (
            View(
                "People by trend",
                "People so far of each of the largest open trends.",
                "short",
                (("{{brand}} {{trend}}", "sum by (brand, trend) (groundswell_trend_people{who})"),),
            ),
            View(
                "People now against usual",
                "People who wrote about each configured brand in the last hour, and how many usually do.",
                "short",
                (
                    ("{{brand}}", "max by (brand) (groundswell_brand_people{who})"),
                    ("{{brand}} usually", "max by (brand) (groundswell_brand_usual{who})"),
                ),
            ),
            View(
                "Complaints of configured brands",
                "Complaints a second that reach the engines.",
                "cps",
                (("{{brand}}", "sum by (brand) (rate(groundswell_brand_complaints_total{who}[$__rate_interval]))"),),
            ),
        ),
    ),
    (
        "Alerts and what became of them",
        (
            View(
                "Alerts by verdict",
                "Events that opened a trend, by what kind of trend it was judged to be.",
                "short",
                (
                    (
                        "{{verdict}}",
                        'sum by (verdict) (increase(groundswell_alerts_total{who, event="opened"}[$__rate_interval]))',
                    ),
                ),
            ),
            View(
                "Answers",
                "What people answered, by kind.",
                "short",
                (("{{kind}}", "sum by (kind) (increase(groundswell_commands_total{who}[$__rate_interval]))"),),
            ),
            View(
                "From mention to alert",
                "Alert acknowledged minus Kafka's time of the newest mention that it counts.",
                "s",
                (
                    ("median", quantile(0.5, "groundswell_mention_to_alert_seconds")),
                    ("95 %", quantile(0.95, "groundswell_mention_to_alert_seconds")),
                ),
            ),
            View(
                "Deliveries",
                "Messages by receiver and by what became of them.",
                "short",
                (
                    (
                        "{{receiver}} {{outcome}}",
                        "sum by (receiver, outcome) (increase(groundswell_deliveries_total{who}[$__rate_interval]))",
                    ),
                    (
                        "{{receiver}} refused",
                        "sum by (receiver) (increase(groundswell_delivery_failures_total{who}[$__rate_interval]))",
                    ),
                ),
            ),
            View(
                "Oldest message that waits",
                "Age of the oldest message that is due and that its receiver has not taken.",
                "s",
                (("{{receiver}}", "max by (receiver) (groundswell_delivery_oldest_seconds{who})"),),
            ),
            View(
                "Boards",
                "Browsers that follow the board, answers given there, and records between it and the end of its topics.",
                "short",
                (
                    ("browsers", "sum(groundswell_board_clients{who})"),
                    ("answers", "sum(increase(groundswell_board_answers_total{who}[$__rate_interval]))"),
                    ("behind", "sum(groundswell_board_lag{who})"),
                ),
            ),
            View(
                "Delivery and board in order",
                "Whether the board has read its topics, and delivery its ledger; records and events that cannot be read.",
                "short",
                (
                    ("boards ready", "sum(groundswell_board_ready{who})"),
                    ("deliveries ready", "sum(groundswell_notify_ready{who})"),
                    ("unreadable by boards", "sum(groundswell_board_refused{who})"),
                    ("unreadable by delivery", "sum(increase(groundswell_notify_unreadable_total{who}[$__rate_interval]))"),
                    ("alerts to deliver", "sum(increase(groundswell_notify_alerts_total{who}[$__rate_interval]))"),
                ),
            ),
        ),
    ),
)
