/* Recipes, and what is refused of them. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/train/recipe-json.h"

static void
test_known (void)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);
  InkRecipe found;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (ink_recipe_check (&known[i], &error));
      g_assert_no_error (error);
      g_assert_true (ink_recipe_find (known[i].name, &found, &error));
      g_assert_cmpuint (found.epochs, ==, known[i].epochs);
      g_assert_cmpstr (ink_recipe_about (&known[i]), !=, "");
    }
}

static void
test_seed (void)
{
  InkRecipe r;

  g_assert_true (ink_recipe_find ("seed", &r, NULL));
  g_assert_cmpuint (r.epochs, ==, 10);
  g_assert_cmpuint (r.batch_size, ==, 100);
  g_assert_cmpfloat (r.learning_rate, ==, 0.001);
  g_assert_cmpfloat (r.momentum, ==, 0.9);
  g_assert_cmpfloat (r.weight_decay, ==, 0);
  g_assert_cmpint (r.schedule, ==, INK_SCHEDULE_CONSTANT);
  g_assert_cmpint (r.augment, ==, INK_AUGMENT_NONE);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  InkRecipe r = { .epochs = 77 };

  g_assert_false (ink_recipe_find ("quick", &r, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "seed"));
  g_assert_cmpuint (r.epochs, ==, 77);
}

static void
assert_refused (const InkRecipe *recipe, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_recipe_check (recipe, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_assert_true (g_str_has_prefix (error->message, name));
}

/* Of @good with one field changed. */
#define REFUSE(field, value, name)                                             \
  do                                                                           \
    {                                                                          \
      InkRecipe bad = good;                                                    \
      bad.field = value;                                                       \
      assert_refused (&bad, name ": expected ");                               \
    }                                                                          \
  while (0)
#define ACCEPT(field, value)                                                   \
  do                                                                           \
    {                                                                          \
      InkRecipe fine = good;                                                   \
      fine.field = value;                                                      \
      g_assert_true (ink_recipe_check (&fine, NULL));                          \
    }                                                                          \
  while (0)

static void
test_ranges (void)
{
  InkRecipe good;

  g_assert_true (ink_recipe_find ("seed", &good, NULL));
  REFUSE (epochs, 0, "epochs");
  REFUSE (epochs, 1000000, "epochs");
  REFUSE (batch_size, 0, "batch size");
  REFUSE (batch_size, 100000, "batch size");
  ACCEPT (learning_rate, 10);
  REFUSE (learning_rate, 0, "learning rate");
  REFUSE (learning_rate, 10.001, "learning rate");
  REFUSE (learning_rate, 1e9, "learning rate");
  REFUSE (momentum, 1, "momentum");
  REFUSE (weight_decay, -1e-9, "weight decay");
  REFUSE (optimizer, 2, "optimizer");
  ACCEPT (muon_learning_rate, 1);
  REFUSE (muon_learning_rate, 0, "muon learning rate");
  REFUSE (muon_learning_rate, 1.001, "muon learning rate");
  ACCEPT (muon_weight_decay, 0);
  REFUSE (muon_weight_decay, 1.001, "muon weight decay");
  ACCEPT (clip_norm, 1e-3);
  REFUSE (clip_norm, 1e7, "clip norm");
  ACCEPT (label_smoothing, 0.999);
  REFUSE (label_smoothing, 1, "label smoothing");
  ACCEPT (ema_decay, 0.9999);
  REFUSE (ema_decay, 1, "ema decay");
  ACCEPT (warm_up, 0.25);
  REFUSE (plateau_factor, 0, "plateau factor");
  REFUSE (plateau_factor, 1, "plateau factor");
  REFUSE (plateau_patience, 0, "plateau patience");
  REFUSE (plateau_patience, 1000000, "plateau patience");
  REFUSE (schedule, 5, "schedule");
  REFUSE (augment, 3, "augment");
  REFUSE (non_digits, 1.5, "non-digits");
  REFUSE (non_digits, -0.1, "non-digits");
  REFUSE (variations, INK_RECIPE_MAX_VARIATIONS + 1, "variations");
  REFUSE (calibration, 2, "calibration");
  REFUSE (precision, 2, "precision");
  ACCEPT (precision, INK_PRECISION_BF16);
  REFUSE (validation_fraction, 1, "validation fraction");
}

/* No number may be less than nothing, infinite or none at all. */
static void
test_no_numbers (void)
{
  static const double no_numbers[] = { -0.1, -INFINITY, INFINITY, NAN };
  InkRecipe good;

  g_assert_true (ink_recipe_find ("seed", &good, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (no_numbers); i++)
    {
      REFUSE (learning_rate, no_numbers[i], "learning rate");
      REFUSE (momentum, no_numbers[i], "momentum");
      REFUSE (weight_decay, no_numbers[i], "weight decay");
      REFUSE (muon_learning_rate, no_numbers[i], "muon learning rate");
      REFUSE (muon_weight_decay, no_numbers[i], "muon weight decay");
      REFUSE (clip_norm, no_numbers[i], "clip norm");
      REFUSE (label_smoothing, no_numbers[i], "label smoothing");
      REFUSE (ema_decay, no_numbers[i], "ema decay");
      REFUSE (warm_up, no_numbers[i], "warm-up");
      REFUSE (plateau_factor, no_numbers[i], "plateau factor");
      REFUSE (validation_fraction, no_numbers[i], "validation fraction");
    }
}

/* What is fine by itself but not with the rest. */
static void
test_together (void)
{
  InkRecipe good;

  g_assert_true (ink_recipe_find ("seed", &good, NULL));
  ACCEPT (warm_up, 9.99);
  REFUSE (warm_up, 10, "warm-up");
  good.momentum = 0;
  ACCEPT (nesterov, FALSE);
  REFUSE (nesterov, TRUE, "nesterov");
  good.muon_learning_rate = 0;
  good.muon_weight_decay = 0;
  ACCEPT (optimizer, INK_OPTIMIZER_SGD);
  REFUSE (optimizer, INK_OPTIMIZER_MUON, "muon learning rate");
  good.plateau_factor = 0;
  good.plateau_patience = 0;
  ACCEPT (schedule, INK_SCHEDULE_COSINE);
  REFUSE (schedule, INK_SCHEDULE_PLATEAU, "plateau factor");
  good.plateau_factor = 0.5;
  REFUSE (schedule, INK_SCHEDULE_PLATEAU, "plateau patience");
}

static void
test_names (void)
{
  InkSchedule schedule;
  InkAugment augment;
  InkOptimizerKind optimizer;

  for (int o = 0; o < INK_N_OPTIMIZERS; o++)
    {
      g_assert_true (ink_optimizer_from_name (
          ink_optimizer_name ((InkOptimizerKind) o), &optimizer));
      g_assert_cmpint (optimizer, ==, o);
    }
  for (int s = 0; s < INK_N_SCHEDULES; s++)
    {
      g_assert_true (ink_schedule_from_name (
          ink_schedule_name ((InkSchedule) s), &schedule));
      g_assert_cmpint (schedule, ==, s);
    }
  for (int a = 0; a < INK_N_AUGMENTS; a++)
    {
      g_assert_true (
          ink_augment_from_name (ink_augment_name ((InkAugment) a), &augment));
      g_assert_cmpint (augment, ==, a);
    }
  g_assert_false (ink_optimizer_from_name ("adam", &optimizer));
  g_assert_false (ink_schedule_from_name ("linear", &schedule));
  g_assert_false (ink_augment_from_name ("", &augment));
}

static void
assert_described (const InkRecipe *recipe, const char *expected)
{
  g_autofree char *line = ink_recipe_describe (recipe);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_describe (void)
{
  InkRecipe r = { .name = "custom", .epochs = 6, .batch_size = 128,
                  .learning_rate = 0.1 + 0.2 };

  assert_described (&r, "custom: epochs 6, batch size 128, learning rate 0.3, "
                        "schedule constant, precision fp32");
  r.plateau_factor = 0.5; /* not yet its schedule's */
  r.plateau_patience = 2;
  r.momentum = 0.9;
  r.nesterov = TRUE;
  assert_described (&r, "custom: epochs 6, batch size 128, learning rate 0.3, "
                        "momentum 0.9, Nesterov, schedule constant, "
                        "precision fp32");
  r.weight_decay = 5e-4;
  r.clip_norm = 1;
  r.label_smoothing = 0.05;
  r.ema_decay = 0.9999;
  r.schedule = INK_SCHEDULE_PLATEAU;
  r.warm_up = 1.5;
  r.augment = INK_AUGMENT_ELASTIC;
  r.precision = INK_PRECISION_BF16;
  r.validation_fraction = 0.1;
  assert_described (&r, "custom: epochs 6, batch size 128, learning rate 0.3, "
                        "momentum 0.9, Nesterov, weight decay 0.0005, clip "
                        "norm 1, label smoothing 0.05, EMA decay 0.9999, "
                        "schedule reduce-on-plateau, warm-up 1.5, plateau "
                        "factor 0.5, plateau patience 2, augment elastic, "
                        "precision bf16, validation fraction 0.1");
  r = (InkRecipe){ .name = "custom", .epochs = 6, .batch_size = 128,
                   .learning_rate = 0.3, .non_digits = 0.25, .variations = 8,
                   .calibration = INK_CALIBRATION_TEMPERATURE };
  assert_described (&r, "custom: epochs 6, batch size 128, learning rate 0.3, "
                        "schedule constant, non-digits 0.25, variations 8, "
                        "calibration temperature, precision fp32");
  r = (InkRecipe){ .name = "custom", .epochs = 6, .batch_size = 128,
                   .learning_rate = 0.3, .muon_learning_rate = 0.01,
                   .muon_weight_decay = 0.2 }; /* not yet its optimizer's */
  assert_described (&r, "custom: epochs 6, batch size 128, learning rate 0.3, "
                        "schedule constant, precision fp32");
  r.optimizer = INK_OPTIMIZER_MUON;
  assert_described (&r, "custom: epochs 6, batch size 128, Muon, learning rate "
                        "0.3, Muon learning rate 0.01, Muon weight decay 0.2, "
                        "schedule constant, precision fp32");
}

/* A known name stands for its own settings, whatever the seed. */
static void
test_describe_known (void)
{
  InkRecipe r;
  g_autofree char *own = NULL;
  g_autofree char *changed = NULL;

  g_assert_true (ink_recipe_find ("seed", &r, NULL));
  r.seed = 77;
  own = ink_recipe_describe (&r);
  g_assert_true (g_str_has_prefix (own, "seed: epochs 10, batch size 100, "));
  r.epochs = 11;
  changed = ink_recipe_describe (&r);
  g_assert_true (g_str_has_prefix (changed, "seed, changed: epochs 11, "));
}

static JsonObject *
json_of (const InkRecipe *recipe)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", recipe->name);
  json_object_set_int_member (object, "epochs", recipe->epochs);
  ink_recipe_add_to_json (recipe, object);
  return object;
}

static void
test_json (void)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);

  for (guint i = 0; i < n; i++)
    {
      InkRecipe recipe = known[i];
      InkRecipe read;
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      recipe.seed = 12345;
      recipe.epochs += 1;
      object = json_of (&recipe);
      g_assert_true (ink_recipe_from_json (object, &read, &error));
      g_assert_no_error (error);
      before = ink_recipe_describe (&recipe);
      after = ink_recipe_describe (&read);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpuint (read.seed, ==, 12345);
    }
}

static void
check_json_refused (const char *member, JsonNode *value, InkError code)
{
  guint n;
  g_autoptr (JsonObject) object = json_of (ink_recipe_known (&n));
  g_autoptr (GError) error = NULL;
  InkRecipe recipe = { .epochs = 77 };

  json_object_set_member (object, member, value);
  g_assert_false (ink_recipe_from_json (object, &recipe, &error));
  g_assert_error (error, INK_ERROR, code);
  g_assert_cmpuint (recipe.epochs, ==, 77);
}

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
number_node (gint64 number)
{
  return json_node_init_int (json_node_alloc (), number);
}

static void
test_json_refused (void)
{
  check_json_refused ("epochs", text_node ("4"), INK_ERROR_FORMAT);
  check_json_refused ("epochs", number_node (-1), INK_ERROR_ARGUMENT);
  check_json_refused ("epochs", number_node (0), INK_ERROR_ARGUMENT);
  check_json_refused ("batch_size", number_node (G_MAXINT64),
                      INK_ERROR_ARGUMENT);
  check_json_refused ("optimizer", text_node ("magic"), INK_ERROR_ARGUMENT);
  check_json_refused ("schedule", number_node (1), INK_ERROR_FORMAT);
  check_json_refused ("momentum", number_node (5), INK_ERROR_ARGUMENT);
  check_json_refused ("nesterov", text_node ("yes"), INK_ERROR_FORMAT);
  check_json_refused ("seed",
                      json_node_init_null (json_node_alloc ()),
                      INK_ERROR_FORMAT);
  check_json_refused ("name", number_node (3), INK_ERROR_FORMAT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/recipe/known", test_known);
  g_test_add_func ("/core/recipe/seed", test_seed);
  g_test_add_func ("/core/recipe/unknown", test_unknown);
  g_test_add_func ("/core/recipe/ranges", test_ranges);
  g_test_add_func ("/core/recipe/no-numbers", test_no_numbers);
  g_test_add_func ("/core/recipe/together", test_together);
  g_test_add_func ("/core/recipe/names", test_names);
  g_test_add_func ("/core/recipe/describe", test_describe);
  g_test_add_func ("/core/recipe/json", test_json);
  g_test_add_func ("/core/recipe/json-refused", test_json_refused);
  g_test_add_func ("/core/recipe/describe-known", test_describe_known);
  return g_test_run ();
}
