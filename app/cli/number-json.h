#pragma once

#include <json-glib/json-glib.h>

#include "core/model/number.h"

G_BEGIN_DECLS

/* cli_json_add_number: the members `number` and `digits` of a result of
 * `predict`. @number: (nullable): where nothing was read */
void cli_json_add_number (JsonObject *object, const InkModel *model,
                          const InkNumber *number);

G_END_DECLS
