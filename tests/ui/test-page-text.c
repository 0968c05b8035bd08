/* The page Text as one uses it: typing, looking at a class, a long text, a
 * file of one's own, and that nothing of it outlives it. */
#include <adwaita.h>
#include <string.h>

#include "tests/data/temp-folder.h"
#include "tests/ui/drawn-widget.h"
#include "tests/ui/on-screen.h"

#include "ui/probability-bars.h"
#include "ui/text/page-text.h"
#include "ui/text/text-editor.h"
#include "ui/text/text-flip.h"
#include "ui/text/text-reading.h"
#include "ui/text/text-words.h"
#include "ui/text/word-card.h"
#include "ui/text/word-format.h"
#include "ui/text/word-list.h"
#include "ui/text/word-row.h"

static InkModel *
train_small (void)
{
  static const char *const texts[]
      = { "goalie saves the puck", "the puck on ice", "orbit of the moon",
          "shuttle in orbit" };
  static const guint32 labels[] = { 0, 0, 1, 1 };
  static const char *const classes[] = { "hockey", "space", NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (InkTextSet) set = NULL;
  InkModel *model;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (copies, g_strdup (texts[i]));
  set = ink_text_set_new ("small", copies, g_bytes_new (labels, sizeof labels),
                          g_strdupv ((GStrv) classes), &error);
  g_assert_no_error (error);
  model = ink_naive_bayes_train (set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, &error);
  g_assert_no_error (error);
  return model;
}

/* The first descendant of that type that has the style class, NULL for any. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *css_class)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (css_class == NULL || gtk_widget_has_css_class (widget, css_class)))
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

typedef struct
{
  InkWorkbench *workbench;
  GtkWidget *page;
  InkTextEditor *editor;
  char *message; /* the last one said */
} Fixture;

static void
message_cb (Fixture *fixture, const char *message)
{
  g_free (fixture->message);
  fixture->message = g_strdup (message);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (InkModel) model = train_small ();

  fixture->workbench = ink_workbench_new ();
  g_signal_connect_swapped (fixture->workbench, "message",
                            G_CALLBACK (message_cb), fixture);
  ink_workbench_set_text_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, model, "small"));
  fixture->page
      = g_object_ref_sink (ink_page_text_new (fixture->workbench));
  fixture->editor
      = INK_TEXT_EDITOR (find (fixture->page, INK_TYPE_TEXT_EDITOR, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  on_screen_let_go (fixture->page);
  g_assert_finalize_object (fixture->page);
  g_signal_handlers_disconnect_by_data (fixture->workbench, fixture);
  g_assert_finalize_object (fixture->workbench);
  g_free (fixture->message);
}

static const char *
verdict (Fixture *fixture)
{
  return gtk_label_get_text (
      GTK_LABEL (find (fixture->page, GTK_TYPE_LABEL, "ink-figure")));
}

static void
test_typing (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (verdict (fixture), ==, "No text yet");
  ink_text_editor_set_text (fixture->editor, "the goalie has the puck");
  g_assert_cmpstr (verdict (fixture), ==, "hockey");
  ink_text_editor_set_text (fixture->editor, "a shuttle in orbit");
  g_assert_cmpstr (verdict (fixture), ==, "space");
  ink_text_editor_set_text (fixture->editor, "unheard words");
  g_assert_cmpstr (verdict (fixture), ==, "Nothing known");
  ink_text_editor_set_text (fixture->editor, " ?! ");
  g_assert_cmpstr (verdict (fixture), ==, "No words");
  ink_text_editor_set_text (fixture->editor, "");
  g_assert_cmpstr (verdict (fixture), ==, "No text yet");
}

/* The background of the first character, alpha 0 where it has none. */
static GdkRGBA
tint_at_start (Fixture *fixture)
{
  GdkRGBA color;

  ink_tinted_view_get_color (ink_text_editor_get_view (fixture->editor), 0,
                             &color);
  return color;
}

static GtkDropDown *
tinted_for (Fixture *fixture)
{
  GtkWidget *footer = find (fixture->page, GTK_TYPE_BOX, "ink-panel");

  return GTK_DROP_DOWN (find (footer, GTK_TYPE_DROP_DOWN, NULL));
}

static void
test_tints (Fixture *fixture, gconstpointer data)
{
  GdkRGBA color;

  ink_text_editor_set_text (fixture->editor, "puck unheard");
  color = tint_at_start (fixture);
  g_assert_cmpfloat (color.blue, >, color.red);
  g_assert_cmpfloat (color.alpha, >, 0.3);
  gtk_drop_down_set_selected (tinted_for (fixture), 3); /* space */
  color = tint_at_start (fixture);
  g_assert_cmpfloat (color.red, >, color.blue);
  ink_text_editor_set_text (fixture->editor, "unheard puck");
  g_assert_cmpfloat (tint_at_start (fixture).alpha, ==, 0.0f);
}

/* Each word in the colour of the class that it speaks for: what of the text is
 * likely does not matter. */
static void
test_each_class (Fixture *fixture, gconstpointer data)
{
  GdkRGBA hockey, space;

  gtk_drop_down_set_selected (tinted_for (fixture), 1); /* each */
  ink_text_editor_set_text (fixture->editor, "puck orbit");
  hockey = tint_at_start (fixture);
  ink_text_editor_set_text (fixture->editor, "orbit puck puck");
  space = tint_at_start (fixture);
  g_assert_cmpfloat (hockey.alpha, >, 0.3);
  g_assert_cmpfloat (space.alpha, >, 0.1);
  g_assert_cmpfloat (hockey.blue, >, hockey.red);
  g_assert_cmpfloat (space.red, >, space.blue);
}

/* A bar that is clicked is looked at; a second click goes back. */
static void
test_bar (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bars = find (fixture->page, INK_TYPE_PROBABILITY_BARS, NULL);

  ink_text_editor_set_text (fixture->editor, "puck");
  g_signal_emit_by_name (bars, "chosen", 1);
  g_assert_cmpuint (gtk_drop_down_get_selected (tinted_for (fixture)), ==, 3);
  g_assert_cmpfloat (tint_at_start (fixture).red, >,
                     tint_at_start (fixture).blue);
  g_signal_emit_by_name (bars, "chosen", 1);
  g_assert_cmpuint (gtk_drop_down_get_selected (tinted_for (fixture)), ==, 0);
}

/* Where there are more classes than colours, the likeliest have them, and keep
 * them while they are among those. */
static void
test_colors (void)
{
  double p[8] = { 0.2, 0.01, 0.15, 0.14, 0.13, 0.12, 0.11, 0.14 };
  InkClassColors colors;
  guint before[8];

  ink_class_colors_init (&colors, 3);
  g_assert_cmpuint (ink_class_colors_of (&colors, 2), ==, 2);
  ink_class_colors_init (&colors, 8);
  ink_class_colors_follow (&colors, p);
  g_assert_cmpuint (ink_class_colors_of (&colors, 0), ==, 0);
  g_assert_cmpuint (ink_class_colors_of (&colors, 1), ==,
                    INK_CLASS_COLOR_OTHERS);
  for (guint c = 0; c < 8; c++)
    before[c] = ink_class_colors_of (&colors, c);
  p[1] = 0.5;
  ink_class_colors_follow (&colors, p);
  g_assert_cmpuint (ink_class_colors_of (&colors, 5), ==,
                    INK_CLASS_COLOR_OTHERS);
  g_assert_cmpuint (ink_class_colors_of (&colors, 1), ==, before[5]);
  for (guint c = 0; c < 8; c++)
    if (c != 1 && c != 5)
      g_assert_cmpuint (ink_class_colors_of (&colors, c), ==, before[c]);
}

static InkTextFlip *
flip_of (Fixture *fixture)
{
  return INK_TEXT_FLIP (find (fixture->page, INK_TYPE_TEXT_FLIP, NULL));
}

static gboolean
has_flip (Fixture *fixture)
{
  return ink_text_flip_get_found (flip_of (fixture)) != NULL;
}

static guint8
mark_at_start (Fixture *fixture)
{
  InkTintedView *view = ink_text_editor_get_view (fixture->editor);

  return g_array_index (ink_tinted_view_get_tints (view), InkTextTint, 0).mark;
}

/* What would change the verdict is said once the text rests; shown, it is the
 * verdict, and another text is itself again. */
static void
test_flip (Fixture *fixture, gconstpointer data)
{
  InkTextFlip *flip = flip_of (fixture);

  ink_text_editor_set_text (fixture->editor, "Puck puck orbit");
  g_assert_cmpstr (ink_text_flip_get_sentence (flip), ==, "");
  on_screen_wait (has_flip (fixture));
  g_assert_nonnull (strstr (ink_text_flip_get_sentence (flip),
                            "Without puck it would be space"));
  g_assert_true (g_str_has_suffix (ink_text_flip_get_sentence (flip),
                                   "\302\240%)")); /* in one line */
  g_assert_cmpuint (mark_at_start (fixture), ==, INK_TINT_MARK_NONE);
  ink_text_flip_set_shown (flip, TRUE);
  g_assert_cmpstr (verdict (fixture), ==, "space");
  g_assert_cmpuint (mark_at_start (fixture), ==, INK_TINT_MARK_STRUCK);
  gtk_drop_down_set_selected (tinted_for (fixture), 3); /* another class */
  g_assert_cmpstr (verdict (fixture), ==, "space");
  g_assert_cmpuint (mark_at_start (fixture), ==, INK_TINT_MARK_STRUCK);
  ink_text_flip_set_shown (flip, FALSE);
  g_assert_cmpstr (verdict (fixture), ==, "hockey");
  g_assert_cmpuint (mark_at_start (fixture), ==, INK_TINT_MARK_NONE);
  ink_text_flip_set_shown (flip, TRUE);
  ink_text_editor_set_text (fixture->editor, "puck");
  g_assert_cmpstr (verdict (fixture), ==, "hockey");
  g_assert_cmpstr (ink_text_flip_get_sentence (flip), ==, "");
  ink_text_editor_set_text (fixture->editor, "unheard");
  g_assert_null (ink_text_flip_get_found (flip));
}

/* "word figure" of the first row of the words' card, or NULL. */
static char *
first_word (Fixture *fixture)
{
  InkWordRow *row
      = INK_WORD_ROW (find (fixture->page, INK_TYPE_WORD_ROW, NULL));

  if (ink_word_row_get_word (row) == NULL)
    return NULL;
  return g_strdup_printf ("%s %s", ink_word_row_get_word (row),
                          ink_word_row_get_figure (row));
}

static gboolean
lists_model (Fixture *fixture)
{
  g_autofree char *word = first_word (fixture);

  return word != NULL && strchr (word, '+') != NULL;
}

static gboolean
lists_text (Fixture *fixture)
{
  g_autofree char *word = first_word (fixture);

  return word != NULL && g_str_has_prefix (word, "puck ×");
}

/* The model's words while there is no text, the text's when there is one, and
 * the model's again on request. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  GtkWidget *words = find (fixture->page, INK_TYPE_TEXT_WORDS, NULL);
  GtkWidget *of_text = find (words, GTK_TYPE_TOGGLE_BUTTON, NULL);
  GtkWidget *of_model = gtk_widget_get_next_sibling (of_text);

  on_screen_wait (lists_model (fixture));
  ink_text_editor_set_text (fixture->editor, "puck puck orbit");
  on_screen_wait (lists_text (fixture));
  g_signal_emit_by_name (words, "pointed", "puck");
  g_assert_cmpuint (mark_at_start (fixture), ==, INK_TINT_MARK_OUTLINED);
  g_signal_emit_by_name (words, "pointed", "orbit");
  g_assert_cmpuint (mark_at_start (fixture), ==, INK_TINT_MARK_NONE);
  g_signal_emit_by_name (words, "pointed", NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (of_model), TRUE);
  on_screen_wait (lists_model (fixture));
  ink_text_editor_set_text (fixture->editor, "puck");
  on_screen_wait (lists_model (fixture));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (of_text), TRUE);
  on_screen_wait (lists_text (fixture));
}

/* A taller window shows more words. */
static void
test_words_grow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *words = find (fixture->page, INK_TYPE_TEXT_WORDS, NULL);

  for (GtkWidget *widget = find (words, INK_TYPE_WORD_LIST, NULL);
       widget != words; widget = gtk_widget_get_parent (widget))
    g_assert_true (gtk_widget_compute_expand (widget,
                                              GTK_ORIENTATION_VERTICAL));
}

static gboolean
says_space (Fixture *fixture)
{
  return strcmp (verdict (fixture), "space") == 0;
}

static void
test_long_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len < 100000)
    g_string_append (text, "the moon and the orbit of the shuttle; ");
  ink_text_editor_set_text (fixture->editor, text->str);
  g_string_append (text, "puck");
  ink_text_editor_set_text (fixture->editor, text->str);
  on_screen_wait (says_space (fixture));
  ink_text_editor_set_text (fixture->editor, "puck");
  g_assert_cmpstr (verdict (fixture), ==, "hockey");
}

/* A short text does not wait for the long one before it, whose verdict is never
 * shown; of two long ones the last is. */
static void
test_text_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len < 100000)
    g_string_append (text, "the moon and the orbit of the shuttle; ");
  ink_text_editor_set_text (fixture->editor, text->str);
  ink_text_editor_set_text (fixture->editor, "puck");
  g_assert_cmpstr (verdict (fixture), ==, "hockey");
  ink_text_editor_set_text (fixture->editor, text->str);
  ink_text_editor_set_text (fixture->editor, "");
  for (guint i = 0; i < 20; i++)
    {
      g_usleep (2000);
      on_screen_settle ();
      g_assert_cmpstr (verdict (fixture), ==, "No text yet");
    }
}

/* The word at the cursor in a popover, until the text is another one. */
static void
test_word (Fixture *fixture, gconstpointer data)
{
  GtkTextView *view
      = GTK_TEXT_VIEW (ink_text_editor_get_view (fixture->editor));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkWidget *window = gtk_window_new ();
  GtkTextIter iter;

  gtk_window_set_child (GTK_WINDOW (window), fixture->page);
  gtk_window_present (GTK_WINDOW (window));
  on_screen_wait (gtk_widget_get_width (fixture->page) > 0);
  ink_text_editor_set_text (fixture->editor, "Puck?  unheard puck");
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 2);
  gtk_text_buffer_place_cursor (buffer, &iter);
  g_assert_true (ink_text_editor_tell_word (fixture->editor));
  g_assert_nonnull (find (GTK_WIDGET (view), GTK_TYPE_POPOVER, NULL));
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 6); /* between spaces */
  gtk_text_buffer_place_cursor (buffer, &iter);
  g_assert_false (ink_text_editor_tell_word (fixture->editor));
  ink_text_editor_set_text (fixture->editor, "puck");
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    g_assert_true (GTK_IS_POPOVER_MENU (child) || !GTK_IS_POPOVER (child));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is painted just inside the word's left edge; 0 for nothing. */
static guint32
painted_at (InkTintedView *view, guint token)
{
  cairo_surface_t *surface = drawn_widget (GTK_WIDGET (view));
  GdkRectangle area;
  guint32 pixel;

  g_assert_true (ink_tinted_view_get_area (view, token, &area));
  pixel = drawn_pixel (surface, area.x, area.y + 1);
  cairo_surface_destroy (surface);
  return pixel;
}

/* Tints are below their words, and there alone. */
static void
test_painted (Fixture *fixture, gconstpointer data)
{
  InkTintedView *view = ink_text_editor_get_view (fixture->editor);
  GtkWidget *window = gtk_window_new ();
  guint32 puck;

  gtk_window_set_child (GTK_WINDOW (window), fixture->page);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));
  ink_text_editor_set_text (fixture->editor, "first line\n\nunheard 冰 puck");
  on_screen_wait (gtk_widget_get_height (GTK_WIDGET (view)) > 0);
  puck = painted_at (view, 3);
  g_assert_cmpuint (puck & 0xff, >, 0x20);
  g_assert_cmpuint (puck & 0xff, >, puck >> 16 & 0xff);
  g_assert_cmpuint (painted_at (view, 2), ==, 0);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
check_description (const InkTextReading *reading, guint token,
                   const char *expected)
{
  g_autofree char *text = ink_word_card_describe (reading, token);

  g_assert_true (g_str_has_prefix (text, expected));
}

static void
test_description (void)
{
  g_autoptr (InkModel) model = train_small ();
  g_autoptr (InkTextReading) reading
      = ink_text_reading_new (model, "Puck puck, orbit unheard", -1);
  g_autofree char *text = NULL;

  check_description (reading, 1,
                     "puck, twice in this text. hockey: odds times ");
  check_description (reading, 3, "unheard, once in this text. Not known");
  text = ink_word_card_describe (reading, 0);
  g_assert_nonnull (strstr (text, "In 2 of 4 training texts · idf 1.51"));
  g_assert_nonnull (strstr (text, "Weight there: 100 % hockey"));
}

static void
test_odds (void)
{
  static const struct
  {
    double nats;
    const char *text;
  } cases[] = { { 0.6931472, "×2.00" }, { -0.6931472, "÷2.00" },
                { 2.5, "×12.2" }, { 5.0, "×148" }, { 9.0, "> ×1000" },
                { -9.0, "> ÷1000" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ink_odds_format (cases[i].nats);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_reading (void)
{
  g_autoptr (InkModel) model = train_small ();
  g_autoptr (InkTextReading) reading
      = ink_text_reading_new (model, "Puck puck, orbit unheard", -1);

  g_assert_cmpuint (reading->top, ==, 0);
  g_assert_cmpuint (reading->runner_up, ==, 1);
  g_assert_cmpuint (reading->class_index, ==, 0);
  g_assert_cmpuint (reading->tokens->len, ==, 4);
  g_assert_cmpuint (reading->n_known, ==, 3);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

static int
run (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/page-text/reading", test_reading);
  g_test_add_func ("/ui/page-text/colors", test_colors);
  g_test_add_func ("/ui/page-text/description", test_description);
  g_test_add_func ("/ui/page-text/odds", test_odds);
  if (!gtk_init_check ())
    {
      g_test_message ("no display: only what needs none is tested");
      return g_test_run ();
    }
  adw_init ();
  add ("/ui/page-text/typing", test_typing);
  add ("/ui/page-text/tints", test_tints);
  add ("/ui/page-text/each-class", test_each_class);
  add ("/ui/page-text/bar", test_bar);
  add ("/ui/page-text/flip", test_flip);
  add ("/ui/page-text/words", test_words);
  add ("/ui/page-text/words-grow", test_words_grow);
  add ("/ui/page-text/word", test_word);
  add ("/ui/page-text/painted", test_painted);
  add ("/ui/page-text/long-text", test_long_text);
  add ("/ui/page-text/text-meanwhile", test_text_meanwhile);
  return g_test_run ();
}

/* Models are kept in the user's data folder: not in the tester's. */
int
main (int argc, char *argv[])
{
  g_autofree char *folder = temp_folder_new ();
  int status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  status = run (argc, argv);
  temp_folder_remove (folder);
  return status;
}
