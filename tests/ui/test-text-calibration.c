/* The switch between calibrated and raw probabilities, alone and on the page
 * Text. */
#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#include "core/model/naive-bayes-calibration.h"
#include "tests/model/small-texts.h"
#include "tests/ui/on-screen.h"

#include "ui/text/page-text.h"
#include "ui/text/text-calibration.h"

static const InkNaiveBayesCalibration calibration
    = { 0.25, 1234, 5, 1, 0.5, 0.125, 1.5, 0.1 };

/* The first descendant of that type, or of that style class. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *css_class)
{
  if (css_class != NULL ? gtk_widget_has_css_class (widget, css_class)
                        : G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static InkModel *
make_calibrated (void)
{
  g_autoptr (InkModel) raw = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);

  return ink_naive_bayes_calibrated (raw, &calibration);
}

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_switch (void)
{
  g_autoptr (InkModel) model = make_calibrated ();
  g_autoptr (InkModel) raw = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  GtkWidget *widget = g_object_ref_sink (ink_text_calibration_new ());
  InkTextCalibration *self = INK_TEXT_CALIBRATION (widget);
  GtkWidget *button = find (widget, GTK_TYPE_CHECK_BUTTON, NULL);
  guint n = 0;

  g_signal_connect_swapped (self, "changed", G_CALLBACK (count_cb), &n);
  g_assert_null (ink_text_calibration_get_model (self));
  ink_text_calibration_set_model (self, model);
  g_assert_true (ink_text_calibration_get_model (self) == model);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (widget),
                            "0.25; the class stays the same. It was fitted to "
                            "1,234 texts"));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (widget),
                            "off by 12.5 % on average, raw ones by 50.0 %"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (
      ink_naive_bayes_temperature (ink_text_calibration_get_model (self)), ==,
      1);

  /* of a raw model it is on, whatever one wants, and wants it still after */
  ink_text_calibration_set_model (self, raw);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (ink_text_calibration_get_model (self) == raw);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (widget),
                            "not calibrated"));
  ink_text_calibration_set_model (self, model);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), FALSE);
  ink_text_calibration_set_model (self, raw);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)));
  ink_text_calibration_set_model (self, model);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)));
  g_assert_true (ink_text_calibration_get_model (self) == model);
  g_assert_cmpuint (n, ==, 2);
  g_assert_finalize_object (widget);
}

/* "87.12 % · runner-up ...": the first number of the page's remarks. */
static double
shown (GtkWidget *page)
{
  GtkWidget *verdict = find (page, 0, "ink-figure");
  const char *remark = gtk_label_get_text (
      GTK_LABEL (gtk_widget_get_next_sibling (verdict)));

  return g_ascii_strtod (remark + strcspn (remark, "0123456789"), NULL);
}

static void
test_page (void)
{
  const char *text = "the puck and the moon puck";
  g_autoptr (InkModel) model = make_calibrated ();
  InkWorkbench *workbench = ink_workbench_new ();
  GtkWidget *page = g_object_ref_sink (ink_page_text_new (workbench));
  GtkWidget *button = find (find (page, INK_TYPE_TEXT_CALIBRATION, NULL),
                            GTK_TYPE_CHECK_BUTTON, NULL);
  double p[3];

  ink_workbench_set_text_model (
      workbench, ink_workbench_add_model (workbench, model, "small"));
  ink_page_text_set_text (INK_PAGE_TEXT (page), text);
  ink_model_predict_texts (model, &text, 1, 1, p);
  g_assert_cmpfloat_with_epsilon (shown (page), 100 * p[0], 0.01);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  g_assert_cmpfloat (shown (page), <, 100 * p[0] - 5);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), FALSE);
  g_assert_cmpfloat_with_epsilon (shown (page), 100 * p[0], 0.01);
  on_screen_let_go (page);
  g_assert_finalize_object (page);
  g_assert_finalize_object (workbench);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!on_screen_init ())
    return 0;
  g_test_add_func ("/ui/text-calibration/switch", test_switch);
  g_test_add_func ("/ui/text-calibration/page", test_page);
  return g_test_run ();
}
