/* A number as JSON: `number`, its digits as a string, and `digits`, a list of
 * `label`, `probability`, `probabilities` (by class), `verdict` and `box`: [x,
 * y, width, height] in the picture's pixels or the drawing's units. */
#include "app/cli/number-json.h"

#include <math.h>

#include "app/cli/output.h"

static void
add_finite (JsonArray *array, double value)
{
  if (isfinite (value))
    json_array_add_double_element (array, value);
  else
    json_array_add_null_element (array);
}

static JsonArray *
box_to_json (const InkRect *box)
{
  JsonArray *array = json_array_new ();

  add_finite (array, box->x);
  add_finite (array, box->y);
  add_finite (array, box->width);
  add_finite (array, box->height);
  return array;
}

static JsonObject *
digit_to_json (const InkModel *model, const InkNumberDigit *digit)
{
  const char *const *names = ink_model_class_names (model);
  JsonObject *object = json_object_new ();
  JsonObject *by_class = json_object_new ();

  cli_json_set_string (object, "label", names[digit->label]);
  cli_json_set_number (object, "probability", digit->probability);
  for (guint i = 0; names[i] != NULL; i++)
    cli_json_set_number (by_class, names[i], digit->probabilities[i]);
  cli_json_set_object (object, "probabilities", by_class);
  cli_json_set_string (object, "verdict",
                       ink_verdict_name (digit->verdict.kind));
  json_object_set_array_member (object, "box", box_to_json (&digit->box));
  return object;
}

void
cli_json_add_number (JsonObject *object, const InkModel *model,
                     const InkNumber *number)
{
  JsonArray *digits = json_array_new ();

  cli_json_set_string (object, "number", number != NULL ? number->text : NULL);
  for (guint i = 0; number != NULL && i < number->n; i++)
    json_array_add_object_element (digits,
                                   digit_to_json (model, &number->digits[i]));
  json_object_set_array_member (object, "digits", digits);
}
