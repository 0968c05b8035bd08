/* Texts to try, for the models that are shipped: told by a class of theirs. */
#include "ui/text/text-examples.h"

static gboolean
has_class (const InkModel *model, const char *name)
{
  return g_strv_contains (ink_model_class_names (model), name);
}

const char *const *
ink_text_examples_for (const InkModel *model)
{
  static const char *const none[] = { NULL };
  static const char *const topics[] = {
    "The goalie made thirty saves and the team won in overtime",
    "The probe is in orbit and sends pictures of the moon's far side",
    "For sale: guitar amplifier, like new, best offer plus shipping",
    NULL
  };
  static const char *const messages[] = {
    "Congratulations! You have won a free prize. Call now to claim it.",
    "Running ten minutes late, see you at the station", NULL
  };
  static const char *const headlines[]
      = { "国足主场两球取胜 小组赛提前出线", "央行宣布下调存款准备金率",
          "新款手机发布 电池续航提升一倍", NULL };

  if (model == NULL)
    return none;
  if (has_class (model, "rec.sport.hockey"))
    return topics;
  if (has_class (model, "spam"))
    return messages;
  if (has_class (model, "realty"))
    return headlines;
  return none;
}
