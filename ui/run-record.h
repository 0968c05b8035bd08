#pragma once

#include <json-glib/json-glib.h>

#include "core/base/event.h"
#include "core/model/model.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* What is written down of a run: its run.json. Pure; any thread. */

typedef struct
{
  const char *data;      /* name or path */
  const char *data_hash; /* of the training split */
  guint examples;        /* in it */
  guint n_threads;
  const InkRecipe *recipe;
} InkRunRecord;

/* (transfer full) */
JsonObject *ink_run_record_to_json (const InkRunRecord *record);

G_END_DECLS
