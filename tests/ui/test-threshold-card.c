/* The threshold card: whatever moves it, all of it follows; each number opens
 * its examples. */
#include "tests/ui/on-screen.h"

#include <string.h>

#include "ui/evaluate/threshold-card.h"

typedef struct
{
  InkThresholdCard *card;
  guint moved, opened;
  char *title; /* of the last evidence */
  gsize n;
} Fixture;

static const char *const three[] = { "cat", "dog", "owl", NULL };
static const char *const two[] = { "ham", "spam", NULL };

/* Of @k classes, half of the last read as the first; 40 examples. */
static InkEvaluation *
evaluation_new (const char *const *names)
{
  const guint k = g_strv_length ((char **) names);
  g_autofree double *p = g_new0 (double, 40 * k);
  guint32 labels[40];

  for (guint i = 0; i < 40; i++)
    {
      const gboolean missed = i % k == k - 1 && i % 2 == 0;
      const double least = 0.02 + 0.001 * i;

      labels[i] = i % k;
      for (guint c = 0; c < k; c++)
        p[i * k + c] = least;
      p[i * k + (missed ? 0 : labels[i])] = 1 - least * (k - 1);
    }
  return ink_evaluation_new (p, labels, 40, names, NULL);
}

static void
moved_cb (Fixture *f)
{
  f->moved++;
}

static void
evidence_cb (Fixture *f, const InkSelection *selection)
{
  f->opened++;
  f->n = selection->n;
  g_free (f->title);
  f->title = g_strdup (selection->title);
}

static void
open_card (Fixture *f, const char *const *names)
{
  g_autoptr (InkEvaluation) evaluation = evaluation_new (names);

  *f = (Fixture) { 0 };
  f->card = INK_THRESHOLD_CARD (g_object_ref_sink (ink_threshold_card_new ()));
  g_signal_connect_swapped (f->card, "moved", G_CALLBACK (moved_cb), f);
  g_signal_connect_swapped (f->card, "evidence", G_CALLBACK (evidence_cb), f);
  ink_threshold_card_show (f->card, evaluation);
}

static void
close_card (Fixture *f)
{
  on_screen_settle ();
  g_assert_finalize_object (f->card);
  g_free (f->title);
}

/* The @nth widget of the type below @widget, depth first. */
static GtkWidget *
find_nth (GtkWidget *widget, GType type, guint *nth)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_nth (child, type, nth);
  return found;
}

static GtkWidget *
find (Fixture *f, GType type)
{
  guint nth = 0;

  return find_nth (GTK_WIDGET (f->card), type, &nth);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget)
      && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

/* The button with that label on or in it. */
static GtkWidget *
find_button (Fixture *f, const char *label)
{
  GtkWidget *found = find_label (GTK_WIDGET (f->card), label);

  g_assert_nonnull (found);
  return gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON);
}

static const char *
value_of (Fixture *f, const char *name)
{
  GtkWidget *label = find_label (GTK_WIDGET (f->card), name);

  return gtk_label_get_text (
      GTK_LABEL (gtk_widget_get_prev_sibling (label)));
}

static void
click (Fixture *f, const char *label)
{
  g_signal_emit_by_name (find_button (f, label), "clicked");
}

static double
threshold_of (Fixture *f, guint *class_index)
{
  InkOperatingPoint point;
  guint unused;

  g_assert_true (ink_threshold_card_get (
      f->card, class_index != NULL ? class_index : &unused, &point));
  return point.threshold;
}

/* It begins with the class that is read worst, of two with the second. */
static void
test_first (void)
{
  Fixture f;
  guint class_index;

  open_card (&f, three);
  g_assert_cmpfloat (threshold_of (&f, &class_index), ==, 0.5);
  g_assert_cmpuint (class_index, ==, 2);
  g_assert_cmpstr (value_of (&f, "true positives"), ==, "6");
  g_assert_cmpstr (value_of (&f, "false negatives"), ==, "7");
  g_assert_cmpstr (value_of (&f, "true negatives"), ==, "27");
  g_assert_cmpstr (value_of (&f, "Precision"), ==, "100.00 %");
  g_assert_cmpstr (value_of (&f, "Recall"), ==, "46.15 %");
  g_assert_cmpstr (value_of (&f, "F1"), ==, "0.6316");
  g_assert_nonnull (find_label (GTK_WIDGET (f.card), "taken for owl"));
  close_card (&f);
  open_card (&f, two);
  threshold_of (&f, &class_index);
  g_assert_cmpuint (class_index, ==, 1);
  g_assert_nonnull (find_label (GTK_WIDGET (f.card), "truly spam"));
  g_assert_nonnull (find_label (GTK_WIDGET (f.card), "truly ham"));
  g_assert_nonnull (find_label (GTK_WIDGET (f.card), "taken for ham"));
  close_card (&f);
}

/* Names of any length leave the page its width. */
static void
test_width (void)
{
  static const char *const names[]
      = { "a very long name of a class, as folders may have",
          "another one that goes on and on and on and on",
          "and a third one with so many letters in it", NULL };
  Fixture f;
  int minimum;

  open_card (&f, names);
  ink_threshold_card_set (f.card, 0, 0.12345678);
  gtk_widget_measure (GTK_WIDGET (f.card), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 960);
  close_card (&f);
}

/* A higher level has wider intervals, and is said. */
static void
test_level (void)
{
  Fixture f;
  InkOperatingPoint before, after;
  guint class_index;

  open_card (&f, two);
  ink_threshold_card_get (f.card, &class_index, &before);
  ink_threshold_card_set_level (f.card, 0.999);
  ink_threshold_card_get (f.card, &class_index, &after);
  g_assert_cmpfloat (after.recall.low, <, before.recall.low);
  g_assert_nonnull (find_label (GTK_WIDGET (f.card),
                                "Below each figure its 99.9 % interval "
                                "(Wilson)"));
  close_card (&f);
}

/* The wheel belongs to the page. */
static void
test_wheel (void)
{
  Fixture f;
  g_autoptr (GListModel) all = NULL;

  open_card (&f, two);
  all = gtk_widget_observe_controllers (find (&f, GTK_TYPE_SCALE));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (all, i);

      g_assert_true (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller)
                     || gtk_event_controller_get_propagation_phase (controller)
                            == GTK_PHASE_NONE);
    }
  g_clear_object (&all);
  close_card (&f);
}

/* The slider, also in its tails and at its ends: what is shown is what
 * holds. */
static void
test_slider (void)
{
  static const double positions[] = { -14, -9.3, -2, 0, 2, 6.9, 14 };
  Fixture f;
  GtkRange *scale;
  double last = -1;

  open_card (&f, three);
  scale = GTK_RANGE (find (&f, GTK_TYPE_SCALE));
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      const guint moved = f.moved;
      double threshold;

      gtk_range_set_value (scale, positions[i]);
      threshold = threshold_of (&f, NULL);
      g_assert_cmpuint (f.moved, >=, moved);
      g_assert_cmpfloat (threshold, >, last);
      g_assert_cmpfloat (g_ascii_strtod (gtk_editable_get_text (GTK_EDITABLE (
                                             find (&f, GTK_TYPE_ENTRY))),
                                         NULL),
                         ==, threshold);
      last = threshold;
      if (i == 0)
        g_assert_cmpfloat (threshold, ==, 0);
    }
  g_assert_cmpfloat (last, ==, 1);
  g_assert_cmpstr (value_of (&f, "Precision"), ==, "–");
  close_card (&f);
}

static void
type_in (Fixture *f, const char *text)
{
  GtkWidget *entry = find (f, GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_entry (void)
{
  Fixture f;
  GtkWidget *entry;

  open_card (&f, three);
  entry = find (&f, GTK_TYPE_ENTRY);
  type_in (&f, "0,0300001234");
  g_assert_cmpfloat (threshold_of (&f, NULL), ==, 0.0300001234);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const wrong[] = { "1.5", "half", "" };

      type_in (&f, wrong[i]);
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
      g_assert_cmpfloat (threshold_of (&f, NULL), ==, 0.0300001234);
    }
  type_in (&f, "0.2");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpfloat (
      gtk_range_get_value (GTK_RANGE (find (&f, GTK_TYPE_SCALE))), <, -1);
  close_card (&f);
}

static void
test_best (void)
{
  Fixture f;
  InkOperatingPoint point;
  guint class_index;

  open_card (&f, two);
  ink_threshold_card_set (f.card, 1, 0.99);
  click (&f, "Best F1");
  ink_threshold_card_get (f.card, &class_index, &point);
  g_assert_cmpfloat (point.f1.value, ==, 1);
  ink_threshold_card_set (f.card, 1, 0.99);
  click (&f, "Youden’s J");
  ink_threshold_card_get (f.card, &class_index, &point);
  g_assert_cmpfloat (point.recall.value - point.false_positive_rate.value,
                     ==, 1);
  close_card (&f);
}

/* As many examples as each number says. */
static void
test_evidence (void)
{
  static const char *const numbers[]
      = { "true positives", "false positives", "false negatives",
          "true negatives" };
  Fixture f;

  open_card (&f, three);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      click (&f, numbers[i]);
      g_assert_cmpuint (f.n, ==, strtoul (value_of (&f, numbers[i]), NULL, 10));
    }
  g_assert_cmpuint (f.opened, ==, 4);
  g_assert_cmpstr (f.title, ==, "True negatives of owl at threshold 0.5");
  click (&f, "Recall");
  g_assert_cmpstr (f.title, ==, "False negatives of owl at threshold 0.5");
  click (&f, "F1");
  g_assert_cmpuint (f.n, ==, 7);
  click (&f, "Precision");
  g_assert_cmpuint (f.n, ==, 0);
  close_card (&f);
}

/* The same classes keep what was chosen, others begin anew. */
static void
test_again (void)
{
  Fixture f;
  g_autoptr (InkEvaluation) same = evaluation_new (three);
  g_autoptr (InkEvaluation) other = evaluation_new (two);
  guint class_index;

  open_card (&f, three);
  ink_threshold_card_set (f.card, 1, 0.25);
  ink_threshold_card_set (f.card, 3, 0.75); /* no such class */
  ink_threshold_card_show (f.card, same);
  g_assert_cmpfloat (threshold_of (&f, &class_index), ==, 0.25);
  g_assert_cmpuint (class_index, ==, 1);
  ink_threshold_card_show (f.card, other);
  g_assert_cmpfloat (threshold_of (&f, &class_index), ==, 0.5);
  g_assert_nonnull (find_label (GTK_WIDGET (f.card), "truly spam"));
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (find (&f, GTK_TYPE_DROP_DOWN)), 0);
  threshold_of (&f, &class_index);
  g_assert_cmpuint (class_index, ==, 0);
  g_assert_nonnull (find_label (GTK_WIDGET (f.card), "truly ham"));
  close_card (&f);
}

/* Before there is anything to show. */
static void
test_nothing (void)
{
  GtkWidget *card = g_object_ref_sink (ink_threshold_card_new ());
  InkOperatingPoint point;
  guint class_index;
  Fixture f = { .card = INK_THRESHOLD_CARD (card) };

  g_assert_false (ink_threshold_card_get (f.card, &class_index, &point));
  ink_threshold_card_set (f.card, 0, 0.5);
  click (&f, "true positives");
  click (&f, "F1");
  click (&f, "Best F1");
  gtk_range_set_value (GTK_RANGE (find (&f, GTK_TYPE_SCALE)), 1);
  type_in (&f, "0.3");
  g_assert_finalize_object (card);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/threshold-card/first", test_first);
  g_test_add_func ("/ui/threshold-card/width", test_width);
  g_test_add_func ("/ui/threshold-card/level", test_level);
  g_test_add_func ("/ui/threshold-card/wheel", test_wheel);
  g_test_add_func ("/ui/threshold-card/slider", test_slider);
  g_test_add_func ("/ui/threshold-card/entry", test_entry);
  g_test_add_func ("/ui/threshold-card/best", test_best);
  g_test_add_func ("/ui/threshold-card/evidence", test_evidence);
  g_test_add_func ("/ui/threshold-card/again", test_again);
  g_test_add_func ("/ui/threshold-card/nothing", test_nothing);
  return on_screen_init () ? g_test_run () : 0;
}
