/* The text models that come with the program: of what size, how they are
 * calibrated, and what they make of plain cases. */
#include <sys/stat.h>

#include "core/model/naive-bayes-calibration.h"
#include "core/model/verdict.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

#define MAX_BYTES (4 * 1000 * 1000)

/* What the card says of the held-out texts of training. */
typedef struct
{
  const char *name;
  guint n;
  double temperature, error, log_loss;
} Card;

static const Card cards[] = {
  { "sms-spam", 4459, 1.094, 0.0019, 0.0527 },
  { "english-topics", 11314, 0.741, 0.024, 0.781 },
  { "news-zh", 16795, 0.894, 0.0095, 0.3914 },
};

static InkModel *
load (const char *name)
{
  g_autofree char *path = ink_shipped_models_resolve (name);
  g_autoptr (GError) error = NULL;
  InkModel *model = ink_checkpoint_load (path, &error);

  g_assert_no_error (error);
  return model;
}

static void
test_cards (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      const Card *card = &cards[i];
      g_autofree char *path = ink_shipped_models_resolve (card->name);
      g_autoptr (InkModel) model = load (card->name);
      InkNaiveBayesCalibration c;
      struct stat file;

      g_assert_cmpint (stat (path, &file), ==, 0);
      g_assert_cmpint (file.st_size, <, MAX_BYTES);
      g_assert_true (ink_naive_bayes_calibration_of (model, &c));
      g_assert_cmpuint (c.n, ==, card->n);
      g_assert_cmpuint (c.folds, ==, 5);
      g_assert_cmpfloat_with_epsilon (c.temperature, card->temperature, 5e-4);
      g_assert_cmpfloat_with_epsilon (c.error_after, card->error, 5e-4);
      g_assert_cmpfloat_with_epsilon (c.log_loss_after, card->log_loss, 5e-4);
      g_assert_cmpfloat (c.error_after, <, c.error_before);
      g_assert_cmpfloat (c.log_loss_after, <, c.log_loss_before);
    }
}

static void
test_plain_cases (void)
{
  static const struct
  {
    const char *model, *text, *label;
  } cases[] = {
    { "sms-spam", "Congratulations! You have won a free prize. Call now.",
      "spam" },
    { "sms-spam", "Running ten minutes late, see you at the station", "ham" },
    { "english-topics",
      "The goalie made thirty saves and the team won in overtime",
      "rec.sport.hockey" },
    { "english-topics",
      "The probe is in orbit and sends pictures of the moon", "sci.space" },
    { "news-zh", "国足主场两球取胜 小组赛提前出线", "sports" },
    { "news-zh", "新款手机发布 电池续航提升一倍", "science" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (InkModel) model = load (cases[i].model);
      g_autofree double *p = g_new (double, ink_model_n_classes (model));
      InkVerdict v;

      ink_model_predict_texts (model, &cases[i].text, 1, 1, p);
      v = ink_verdict_of_model (model, p);
      g_assert_cmpstr (ink_model_class_names (model)[v.best], ==,
                       cases[i].label);
      g_assert_cmpint (v.kind, ==, INK_VERDICT_CONFIDENT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/shipped-texts/cards", test_cards);
  g_test_add_func ("/store/shipped-texts/plain-cases", test_plain_cases);
  return g_test_run ();
}
