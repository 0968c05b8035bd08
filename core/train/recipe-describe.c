/* A recipe in one line, for whoever finds a chart years later. */
#include <string.h>

#include "core/train/recipe.h"

/* No word of what is off. */
static void
add_number (GString *text, const char *name, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (value == 0)
    return;
  g_ascii_formatd (digits, sizeof digits, "%.9g", value);
  g_string_append_printf (text, ", %s %s", name, digits);
}

static void
add_optimizer (GString *text, const InkRecipe *recipe)
{
  gboolean muon = recipe->optimizer == INK_OPTIMIZER_MUON;

  if (muon)
    g_string_append (text, ", Muon");
  add_number (text, "learning rate", recipe->learning_rate);
  add_number (text, "momentum", recipe->momentum);
  if (recipe->nesterov)
    g_string_append (text, ", Nesterov");
  add_number (text, "weight decay", recipe->weight_decay);
  if (muon)
    {
      add_number (text, "Muon learning rate", recipe->muon_learning_rate);
      add_number (text, "Muon weight decay", recipe->muon_weight_decay);
    }
  add_number (text, "clip norm", recipe->clip_norm);
  add_number (text, "label smoothing", recipe->label_smoothing);
  add_number (text, "EMA decay", recipe->ema_decay);
}

static void
add_schedule (GString *text, const InkRecipe *recipe)
{
  g_string_append_printf (text, ", schedule %s",
                          ink_schedule_name (recipe->schedule));
  add_number (text, "warm-up", recipe->warm_up);
  if (recipe->schedule != INK_SCHEDULE_PLATEAU)
    return;
  add_number (text, "plateau factor", recipe->plateau_factor);
  add_number (text, "plateau patience", recipe->plateau_patience);
}

static char *
describe_settings (const InkRecipe *recipe)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "epochs %u, batch size %u", recipe->epochs,
                          recipe->batch_size);
  add_optimizer (text, recipe);
  add_schedule (text, recipe);
  if (recipe->augment != INK_AUGMENT_NONE)
    g_string_append_printf (text, ", augment %s",
                            ink_augment_name (recipe->augment));
  add_number (text, "non-digits", recipe->non_digits);
  add_number (text, "variations", recipe->variations);
  if (recipe->calibration != INK_CALIBRATION_NONE)
    g_string_append_printf (text, ", calibration %s",
                            ink_calibration_name (recipe->calibration));
  g_string_append_printf (text, ", precision %s",
                          ink_precision_name (recipe->precision));
  add_number (text, "validation fraction", recipe->validation_fraction);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
ink_recipe_describe (const InkRecipe *recipe)
{
  g_autofree char *settings = describe_settings (recipe);
  g_autofree char *named = NULL;
  InkRecipe known;

  if (ink_recipe_find (recipe->name, &known, NULL))
    named = describe_settings (&known);
  return g_strdup_printf (
      "%s%s: %s", recipe->name,
      named != NULL && strcmp (named, settings) != 0 ? ", changed" : "",
      settings);
}
