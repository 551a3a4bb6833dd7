#!/bin/sh
# The least rights on Kafka of everybody who has to do with Groundswell. The tests apply this very table.
#
#   sh deploy/acls.sh                                      prints them: role, resource, pattern, name, rights
#   sh deploy/acls.sh kafka-acls.sh --bootstrap-server … --command-config …     grants them
#
# worker     `worker`; also `policy`, `forget` and `warm`
# producer   whatever writes mentions; `replay`
# operator   `alerts`, `trends`, `explain`, `answer`, and what else reads alerts
# board      `board`: reads what it shows, writes answers
# notify     `notify`: reads alerts, keeps what it has sent
# canary     `canary`: writes mentions, reads alerts
# installer  `topics`; for `topics --repartition` a user that is worker and installer, with Alter on the topics
set -eu
PREFIX=${PREFIX-}                                # GROUNDSWELL_TOPIC_PREFIX
APPLICATION=${APPLICATION:-groundswell}          # GROUNDSWELL_APPLICATION
WORKER=${WORKER:-User:groundswell}
PRODUCER=${PRODUCER:-User:groundswell-producer}
OPERATOR=${OPERATOR:-User:groundswell-operator}
BOARD=${BOARD:-User:groundswell-board}
NOTIFY=${NOTIFY:-User:groundswell-notify}
CANARY=${CANARY:-User:groundswell-canary}
INSTALLER=${INSTALLER:-User:groundswell-installer}

# Read and Write let see as well (Describe). The transactional ids end with the number of a partition.
table() {
    cat <<END
$WORKER topic literal ${PREFIX}mentions Read
$WORKER topic literal ${PREFIX}mentions.dlq Write
$WORKER topic literal ${PREFIX}complaints Read Write
$WORKER topic literal ${PREFIX}feedback Read
$WORKER topic literal ${PREFIX}feedback.dlq Write
$WORKER topic literal ${PREFIX}kept-out Write
$WORKER topic literal ${PREFIX}alerts Read Write
$WORKER topic literal ${PREFIX}trends Read Write
$WORKER topic literal ${PREFIX}brands Write
$WORKER topic literal ${PREFIX}members Write
$WORKER topic literal ${PREFIX}checkpoints Read Write
$WORKER group literal $APPLICATION Read
$WORKER transactional-id prefixed $APPLICATION.${PREFIX}alerts- Write
$WORKER transactional-id prefixed $APPLICATION.${PREFIX}checkpoints- Write
$PRODUCER topic literal ${PREFIX}mentions Write
$OPERATOR topic literal ${PREFIX}alerts Read
$OPERATOR topic literal ${PREFIX}trends Read
$OPERATOR topic literal ${PREFIX}kept-out Read
$OPERATOR topic literal ${PREFIX}feedback Write
$BOARD topic literal ${PREFIX}alerts Read
$BOARD topic literal ${PREFIX}trends Read
$BOARD topic literal ${PREFIX}brands Read
$BOARD topic literal ${PREFIX}members Read
$BOARD topic literal ${PREFIX}kept-out Read
$BOARD topic literal ${PREFIX}deliveries Read
$BOARD topic literal ${PREFIX}feedback Read Write
$BOARD group literal $APPLICATION-board Read
$CANARY topic literal ${PREFIX}mentions Write
$CANARY topic literal ${PREFIX}alerts Read
$NOTIFY topic literal ${PREFIX}alerts Read
$NOTIFY topic literal ${PREFIX}trends Read
$NOTIFY topic literal ${PREFIX}deliveries Read Write
$NOTIFY group literal $APPLICATION-notify Read
END
    for topic in mentions mentions.dlq complaints feedback feedback.dlq kept-out alerts trends brands members \
        deliveries checkpoints; do
        echo "$INSTALLER topic literal ${PREFIX}$topic Create Describe"
    done
}

if [ $# -eq 0 ]; then
    table
    exit
fi
table | while read -r principal resource pattern name rights; do
    operations=
    for right in $rights; do
        operations="$operations --operation $right"
    done
    # shellcheck disable=SC2086
    "$@" --add --allow-principal "$principal" "--$resource" "$name" --resource-pattern-type "$pattern" $operations </dev/null
done
