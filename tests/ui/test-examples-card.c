/* The card of examples: pictures and texts in order, the chosen one in full,
 * and what it hands on. */
#include "tests/ui/find-widget.h"
#include "tests/ui/on-screen.h"

#include "core/data/rasterize.h"
#include "ui/evaluate/example-details.h"
#include "ui/evaluate/example-list.h"
#include "ui/evaluate/examples-card.h"

#define N 5000

/* Of class "a" all, read as "b" with a probability that rises with the index:
 * the last one is the surest. */
typedef struct
{
  GtkWidget *window;
  InkExamplesCard *card;
  InkEvaluation *evaluation;
  InkSelection *selection;
  GVariant *opened; /* what was handed on */
} Fixture;

static InkEvaluation *
make_evaluation (void)
{
  static const char *const names[] = { "a", "b", NULL };
  g_autofree double *probabilities = g_new (double, 2 * N);
  g_autofree guint32 *labels = g_new0 (guint32, N);

  for (guint i = 0; i < N; i++)
    {
      probabilities[2 * i + 1] = 0.6 + 0.3 * i / N;
      probabilities[2 * i] = 1 - probabilities[2 * i + 1];
    }
  return ink_evaluation_new (probabilities, labels, N, names, NULL);
}

static GStrv
class_names (void)
{
  return g_strsplit ("a b", " ", -1);
}

/* Each picture begins with its own index. */
static InkEvaluatedExamples *
make_images (void)
{
  guint8 *pixels = g_malloc0 ((gsize) N * INK_DIGIT_PIXELS);
  g_autoptr (InkImageSet) set = NULL;

  for (guint i = 0; i < N; i++)
    {
      pixels[(gsize) i * INK_DIGIT_PIXELS] = (guint8) (i >> 8);
      pixels[(gsize) i * INK_DIGIT_PIXELS + 1] = (guint8) i;
    }
  set = ink_image_set_new (
      "pictures", N, INK_DIGIT_SIZE, INK_DIGIT_SIZE,
      g_bytes_new_take (pixels, (gsize) N * INK_DIGIT_PIXELS),
      g_bytes_new_take (g_malloc0 (N), N), class_names (), NULL);
  return ink_evaluated_examples_new_images (set);
}

static InkEvaluatedExamples *
make_texts (void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (InkTextSet) set = NULL;

  for (guint i = 0; i < N; i++)
    g_ptr_array_add (texts, g_strdup_printf ("text\n\n number %u", i));
  set = ink_text_set_new (
      "texts", texts,
      g_bytes_new_take (g_malloc0 (N * sizeof (guint32)),
                        N * sizeof (guint32)),
      class_names (), NULL);
  return ink_evaluated_examples_new_texts (set);
}

static void
opened_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->opened, g_variant_unref);
  fixture->opened = g_variant_ref (parameter);
}

/* In the place of the window's actions. */
static void
add_actions (Fixture *fixture)
{
  static const GActionEntry actions[] = {
    { .name = "open-picture",
      .activate = opened_cb,
      .parameter_type = "ay" },
    { .name = "open-text", .activate = opened_cb, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions,
                                   G_N_ELEMENTS (actions), fixture);
  gtk_widget_insert_action_group (fixture->window, "win",
                                  G_ACTION_GROUP (group));
}

static void
open_card (Fixture *fixture)
{
  *fixture = (Fixture) { .window = gtk_window_new (),
                         .evaluation = make_evaluation () };
  fixture->card = INK_EXAMPLES_CARD (ink_examples_card_new ());
  fixture->selection = ink_selection_of_cell (fixture->evaluation, 0, 1);
  g_object_ref (fixture->card);
  add_actions (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->card));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
show (Fixture *fixture, InkEvaluatedExamples *examples)
{
  ink_examples_card_show (fixture->card, examples, fixture->evaluation,
                          fixture->selection);
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->card)));
  on_screen_settle ();
}

static void
close_card (Fixture *fixture)
{
  g_clear_pointer (&fixture->opened, g_variant_unref);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  on_screen_settle ();
  g_assert_finalize_object (fixture->card);
  ink_evaluation_unref (fixture->evaluation);
  ink_selection_free (fixture->selection);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static guint
count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

static void
click (Fixture *fixture, const char *label)
{
  GtkWidget *button
      = find_widget (GTK_WIDGET (fixture->card), GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* Of the picture that was handed on. */
static guint
opened_index (Fixture *fixture)
{
  gsize n;
  const guint8 *pixels;

  g_assert_nonnull (fixture->opened);
  pixels = g_variant_get_fixed_array (fixture->opened, &n, 1);
  g_assert_cmpuint (n, ==, INK_DIGIT_PIXELS);
  return (guint) pixels[0] << 8 | pixels[1];
}

/* The focus goes back to what had it when the card is closed. */
static void
test_focus (void)
{
  g_autoptr (InkEvaluatedExamples) images = make_images ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *before = gtk_button_new_with_label ("before");
  GtkWidget *opener = gtk_button_new_with_label ("opener");
  Fixture fixture;

  open_card (&fixture);
  gtk_window_set_child (GTK_WINDOW (fixture.window), box);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), opener);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture.card));
  gtk_widget_grab_focus (opener);
  show (&fixture, images);
  gtk_widget_grab_focus (find_widget (GTK_WIDGET (fixture.card),
                                      GTK_TYPE_BUTTON, "Close"));
  click (&fixture, "Close");
  on_screen_settle ();
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture.card)));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture.window)) == opener);
  close_card (&fixture);
}

/* The surest one is chosen at first; what is out of sight costs nothing. */
static void
test_pictures (void)
{
  g_autoptr (InkEvaluatedExamples) images = make_images ();
  Fixture fixture;
  GtkWidget *card, *grid;

  open_card (&fixture);
  card = GTK_WIDGET (fixture.card);
  show (&fixture, images);
  g_assert_true (says (card, "5,000 of 5,000 images"));
  g_assert_true (says (card, "Index 4,999 in pictures"));
  g_assert_true (says (card, "a → b"));
  g_assert_cmpuint (count_widgets (card), <, N); /* and not 5 N */

  click (&fixture, "Open in Draw");
  g_assert_cmpuint (opened_index (&fixture), ==, N - 1);
  grid = find_widget (card, GTK_TYPE_GRID_VIEW, NULL);
  g_signal_emit_by_name (grid, "activate", 2u); /* a double click */
  g_assert_cmpuint (opened_index (&fixture), ==, N - 3);
  g_assert_true (says (card, "Index 4,997 in pictures"));
  close_card (&fixture);
}

static void
test_order (void)
{
  g_autoptr (InkEvaluatedExamples) images = make_images ();
  Fixture fixture;
  GtkWidget *card, *order;

  open_card (&fixture);
  card = GTK_WIDGET (fixture.card);
  show (&fixture, images);
  order = find_widget (card, GTK_TYPE_DROP_DOWN, NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (order), 1);
  g_assert_true (says (card, "Index 0 in pictures"));
  show (&fixture, images); /* stays the order for what is shown next */
  g_assert_true (says (card, "Index 0 in pictures"));
  close_card (&fixture);
}

static void
test_texts (void)
{
  g_autoptr (InkEvaluatedExamples) images = make_images ();
  g_autoptr (InkEvaluatedExamples) texts = make_texts ();
  Fixture fixture;
  GtkWidget *card;

  open_card (&fixture);
  card = GTK_WIDGET (fixture.card);
  show (&fixture, images);
  show (&fixture, texts); /* the views change places */
  g_assert_true (says (card, "5,000 of 5,000 texts"));
  g_assert_true (says (card, "text number 4999")); /* in a row */
  g_assert_true (says (card, "a → b · 89.99 %"));
  g_assert_null (find_widget (card, GTK_TYPE_GRID_VIEW, NULL));

  click (&fixture, "Open in Text");
  g_assert_cmpstr (g_variant_get_string (fixture.opened, NULL), ==,
                   "text\n\n number 4999");
  close_card (&fixture);
}

/* The probability that a selection is sorted by is the one that is shown. */
static void
test_by (void)
{
  g_autoptr (InkEvaluatedExamples) texts = make_texts ();
  g_autoptr (InkExampleList) list = NULL;
  g_autoptr (InkExample) example = NULL;
  g_autofree char *probability = NULL;
  g_autoptr (InkEvaluation) evaluation = make_evaluation ();
  g_autoptr (InkSelection) selection
      = ink_selection_of_cell (evaluation, 0, 1);

  selection->by = 0;
  list = ink_example_list_new (texts, evaluation, selection);
  example = g_list_model_get_item (G_LIST_MODEL (list), 0);
  probability = ink_example_format_probability (example);
  g_assert_cmpstr (probability, ==, "a: 10.01 %");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), N));
}

static void
test_none (void)
{
  g_autoptr (InkEvaluatedExamples) images = make_images ();
  Fixture fixture;
  GtkWidget *card;

  open_card (&fixture);
  card = GTK_WIDGET (fixture.card);
  ink_selection_free (fixture.selection);
  fixture.selection = ink_selection_of_cell (fixture.evaluation, 1, 1);
  show (&fixture, images);
  g_assert_true (says (card, "none of 5,000 images"));
  g_assert_null (find_widget (card, INK_TYPE_EXAMPLE_DETAILS, NULL));
  click (&fixture, "Close");
  g_assert_false (gtk_widget_get_visible (card));
  close_card (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/examples-card/pictures", test_pictures);
  g_test_add_func ("/ui/examples-card/focus", test_focus);
  g_test_add_func ("/ui/examples-card/order", test_order);
  g_test_add_func ("/ui/examples-card/texts", test_texts);
  g_test_add_func ("/ui/examples-card/by", test_by);
  g_test_add_func ("/ui/examples-card/none", test_none);
  return on_screen_init () ? g_test_run () : 0;
}
