/* A recipe as members of a JSON object: of run.json and of the command line's
 * summary. The keys are those of the facts in a model. */
#include "core/train/recipe-json.h"

#include "core/base/error.h"

static void
add_optimizer (JsonObject *object, const InkRecipe *r)
{
  json_object_set_int_member (object, "batch_size", r->batch_size);
  json_object_set_string_member (object, "optimizer",
                                 ink_optimizer_name (r->optimizer));
  json_object_set_double_member (object, "learning_rate", r->learning_rate);
  json_object_set_double_member (object, "momentum", r->momentum);
  json_object_set_boolean_member (object, "nesterov", r->nesterov);
  json_object_set_double_member (object, "weight_decay", r->weight_decay);
  json_object_set_double_member (object, "muon_learning_rate",
                                 r->muon_learning_rate);
  json_object_set_double_member (object, "muon_weight_decay",
                                 r->muon_weight_decay);
  json_object_set_double_member (object, "clip_norm", r->clip_norm);
  json_object_set_double_member (object, "label_smoothing",
                                 r->label_smoothing);
  json_object_set_double_member (object, "ema_decay", r->ema_decay);
}

static void
add_schedule (JsonObject *object, const InkRecipe *r)
{
  json_object_set_string_member (object, "schedule",
                                 ink_schedule_name (r->schedule));
  json_object_set_double_member (object, "warm_up", r->warm_up);
  json_object_set_double_member (object, "plateau_factor", r->plateau_factor);
  json_object_set_int_member (object, "plateau_patience",
                              r->plateau_patience);
}

void
ink_recipe_add_to_json (const InkRecipe *r, JsonObject *object)
{
  json_object_set_int_member (object, "seed", (gint64) r->seed);
  add_optimizer (object, r);
  add_schedule (object, r);
  json_object_set_string_member (object, "augment",
                                 ink_augment_name (r->augment));
  json_object_set_double_member (object, "non_digits", r->non_digits);
  json_object_set_int_member (object, "variations", r->variations);
  json_object_set_string_member (object, "calibration",
                                 ink_calibration_name (r->calibration));
  json_object_set_string_member (object, "precision",
                                 ink_precision_name (r->precision));
  json_object_set_double_member (object, "validation_fraction",
                                 r->validation_fraction);
}

/* --- Reading --- */

/* Members are taken one by one; after the first that is wrong no more. */
typedef struct
{
  JsonObject *object;
  GError *error; /* nullable */
} Taker;

static JsonNode *
find (Taker *taker, const char *key, const char *what, GType type)
{
  JsonNode *node = json_object_get_member (taker->object, key);
  GType found;

  if (node == NULL || taker->error != NULL)
    return NULL;
  found = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                       : G_TYPE_INVALID;
  if (found == type || (type == G_TYPE_DOUBLE && found == G_TYPE_INT64))
    return node;
  ink_error_set (&taker->error, INK_ERROR_FORMAT,
                 "recipe: expected %s as %s, found something else", what, key);
  return NULL;
}

static void
take_double (Taker *taker, const char *key, double *value)
{
  JsonNode *node = find (taker, key, "a number", G_TYPE_DOUBLE);

  if (node != NULL)
    *value = json_node_get_double (node);
}

static void
take_count (Taker *taker, const char *key, guint *value)
{
  JsonNode *node = find (taker, key, "a whole number", G_TYPE_INT64);
  const gint64 number = node != NULL ? json_node_get_int (node) : 0;

  if (node == NULL)
    return;
  if (number >= 0 && number <= G_MAXUINT)
    *value = (guint) number;
  else
    ink_error_set (&taker->error, INK_ERROR_ARGUMENT,
                   "recipe: expected 0 to %u as %s, found %" G_GINT64_FORMAT,
                   G_MAXUINT, key, number);
}

static void
take_name (Taker *taker, const char *key,
           gboolean (*from_name) (const char *name, guint *value),
           guint *value)
{
  JsonNode *node = find (taker, key, "a name", G_TYPE_STRING);

  if (node != NULL && !from_name (json_node_get_string (node), value))
    ink_error_set (&taker->error, INK_ERROR_ARGUMENT,
                   "recipe: expected a known name as %s, found %s", key,
                   json_node_get_string (node));
}

static gboolean
optimizer_from_name (const char *name, guint *value)
{
  InkOptimizerKind kind;
  const gboolean known = ink_optimizer_from_name (name, &kind);

  if (known)
    *value = kind;
  return known;
}

static gboolean
schedule_from_name (const char *name, guint *value)
{
  InkSchedule schedule;
  const gboolean known = ink_schedule_from_name (name, &schedule);

  if (known)
    *value = schedule;
  return known;
}

static gboolean
augment_from_name (const char *name, guint *value)
{
  InkAugment augment;
  const gboolean known = ink_augment_from_name (name, &augment);

  if (known)
    *value = augment;
  return known;
}

static gboolean
calibration_from_name (const char *name, guint *value)
{
  InkCalibration calibration;
  const gboolean known = ink_calibration_from_name (name, &calibration);

  if (known)
    *value = calibration;
  return known;
}

static gboolean
precision_from_name (const char *name, guint *value)
{
  InkPrecision precision;
  const gboolean known = ink_precision_from_name (name, &precision);

  if (known)
    *value = precision;
  return known;
}

static void
take_choices (Taker *taker, InkRecipe *r)
{
  guint optimizer = r->optimizer;
  guint schedule = r->schedule;
  guint augment = r->augment;
  guint calibration = r->calibration;
  guint precision = r->precision;

  take_name (taker, "optimizer", optimizer_from_name, &optimizer);
  take_name (taker, "schedule", schedule_from_name, &schedule);
  take_name (taker, "augment", augment_from_name, &augment);
  take_name (taker, "calibration", calibration_from_name, &calibration);
  take_name (taker, "precision", precision_from_name, &precision);
  r->optimizer = (InkOptimizerKind) optimizer;
  r->schedule = (InkSchedule) schedule;
  r->augment = (InkAugment) augment;
  r->calibration = (InkCalibration) calibration;
  r->precision = (InkPrecision) precision;
}

static void
take_numbers (Taker *taker, InkRecipe *r)
{
  take_count (taker, "epochs", &r->epochs);
  take_count (taker, "batch_size", &r->batch_size);
  take_count (taker, "plateau_patience", &r->plateau_patience);
  take_count (taker, "variations", &r->variations);
  take_double (taker, "non_digits", &r->non_digits);
  take_double (taker, "learning_rate", &r->learning_rate);
  take_double (taker, "momentum", &r->momentum);
  take_double (taker, "weight_decay", &r->weight_decay);
  take_double (taker, "muon_learning_rate", &r->muon_learning_rate);
  take_double (taker, "muon_weight_decay", &r->muon_weight_decay);
  take_double (taker, "clip_norm", &r->clip_norm);
  take_double (taker, "label_smoothing", &r->label_smoothing);
  take_double (taker, "ema_decay", &r->ema_decay);
  take_double (taker, "warm_up", &r->warm_up);
  take_double (taker, "plateau_factor", &r->plateau_factor);
  take_double (taker, "validation_fraction", &r->validation_fraction);
}

static void
take_rest (Taker *taker, InkRecipe *r)
{
  JsonNode *seed = find (taker, "seed", "a whole number", G_TYPE_INT64);
  JsonNode *nesterov
      = find (taker, "nesterov", "true or false", G_TYPE_BOOLEAN);

  if (seed != NULL)
    r->seed = (guint64) json_node_get_int (seed);
  if (nesterov != NULL)
    r->nesterov = json_node_get_boolean (nesterov);
}

gboolean
ink_recipe_from_json (JsonObject *object, InkRecipe *recipe, GError **error)
{
  Taker taker = { object, NULL };
  JsonNode *name = find (&taker, "name", "a name", G_TYPE_STRING);
  InkRecipe read;
  guint n;

  if (name == NULL
      || !ink_recipe_find (json_node_get_string (name), &read, NULL))
    {
      read = ink_recipe_known (&n)[0];
      g_strlcpy (read.name, "custom", sizeof read.name);
    }
  take_choices (&taker, &read);
  take_numbers (&taker, &read);
  take_rest (&taker, &read);
  if (taker.error != NULL)
    {
      g_propagate_error (error, taker.error);
      return FALSE;
    }
  if (!ink_recipe_check (&read, error))
    return FALSE;
  *recipe = read;
  return TRUE;
}
