#pragma once

#include <json-glib/json-glib.h>

#include "core/base/event.h"
#include "core/model/model.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* What is written down of a run: its run.json and report.json, and what it is
 * called. Pure; any thread. */

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
/* @best: of the epoch whose model is kept, epoch 0 where there is none;
 * @end: what the run ended with. (transfer full) */
JsonObject *ink_run_record_report (const InkEvent *best, const InkEvent *end);

/* "MNIST, fast recipe, 98.90 %"; without the accuracy where that is NAN.
 * (transfer full) */
char *ink_run_title (const char *data, const char *recipe, double accuracy);
/* The members of an earlier run's run.json that are texts: "data",
 * "data_hash". (nullable): where there is none of that type */
const char *ink_run_record_text (JsonObject *run, const char *member);
/* Its recipe; the errors of ink_recipe_from_json(). */
gboolean ink_run_record_recipe (JsonObject *run, InkRecipe *recipe,
                                GError **error);
/* The same of an earlier run, with the time it began. @report: (nullable):
 * there is none where the run was killed. Returns: (transfer full): or NULL
 * where @run lacks what it takes. */
char *ink_run_record_title (JsonObject *run, JsonObject *report);

G_END_DECLS
