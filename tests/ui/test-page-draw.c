/* The page Draw with a model of the test's own, which reads a 1 where the ink
 * is higher than wide and a 0 elsewhere, so that what is shown follows from
 * what was drawn and not from anybody's weights. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "core/data/picture.h"
#include "core/data/rasterize.h"
#include "core/model/lenet5.h"
#include "ui/digit-panel.h"
#include "ui/inside-card.h"
#include "ui/page-draw.h"
#include "ui/pixel-maps.h"
#include "ui/probability-bars.h"
#include "ui/sheet-content.h"
#include "ui/verdict-card.h"

#include "tests/data/temp-folder.h"

/* How often the model was asked. */
static guint n_predicted;

static void
tall_predict (gconstpointer payload, gconstpointer inputs, gsize n,
              guint n_threads, double *probabilities)
{
  const guint8 *pixels = inputs;

  n_predicted++;
  for (gsize i = 0; i < n; i++)
    {
      guint columns = 0, rows = 0;

      for (guint k = 0; k < INK_DIGIT_SIZE; k++)
        {
          guint column = 0, row = 0;

          for (guint j = 0; j < INK_DIGIT_SIZE; j++)
            {
              column |= pixels[j * INK_DIGIT_SIZE + k] > 127;
              row |= pixels[k * INK_DIGIT_SIZE + j] > 127;
            }
          columns += column;
          rows += row;
        }
      probabilities[2 * i + 1] = rows > columns ? 0.9 : 0.3;
      probabilities[2 * i] = 1 - probabilities[2 * i + 1];
      pixels += INK_DIGIT_PIXELS;
    }
}

static void
tall_free (gpointer payload)
{
}

static const InkModelClass tall_class = { .name = "tall",
                                          .title = "Tall",
                                          .input = INK_INPUT_IMAGE,
                                          .free = tall_free,
                                          .predict = tall_predict };

typedef struct
{
  char *folder;
  InkWorkbench *workbench;
  GtkWidget *window;
  InkPageDraw *page;
  InkDrawingArea *sheet;
  guint n_changed;
  char *message;
} Fixture;

static void
message_cb (Fixture *fixture, const char *message)
{
  g_free (fixture->message);
  fixture->message = g_strdup (message);
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
add_tall (Fixture *fixture)
{
  const char *const names[] = { "0", "1", NULL };
  g_autoptr (InkModel) model = ink_model_new (&tall_class, NULL, names);

  ink_workbench_set_digit_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, model, "Tall"));
}

static void
add_lenet5 (Fixture *fixture)
{
  const char *const names[] = { "0", "1", NULL };
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (2);
  float *parameters = ink_floats_new (ink_network_n_parameters (network));
  g_autoptr (InkModel) model = NULL;

  ink_network_init (network, 1, parameters);
  model = ink_lenet5_model_new (parameters, names);
  g_aligned_free (parameters);
  ink_workbench_set_digit_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, model, "LeNet-5"));
}

static void
set_up (Fixture *fixture, gconstpointer with_model)
{
  fixture->folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  fixture->workbench = ink_workbench_new ();
  if (with_model != NULL)
    add_tall (fixture);
  else
    {
      GListModel *models
          = ink_workbench_get_digit_models (fixture->workbench);

      g_list_store_remove_all (G_LIST_STORE (models));
      ink_workbench_set_digit_model (fixture->workbench, NULL);
    }
  g_signal_connect_swapped (fixture->workbench, "message",
                            G_CALLBACK (message_cb), fixture);
  fixture->page = INK_PAGE_DRAW (ink_page_draw_new (fixture->workbench));
  fixture->sheet = ink_page_draw_get_sheet (fixture->page);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1024, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->page));
  gtk_widget_show (fixture->window);
  while (gtk_widget_get_width (GTK_WIDGET (fixture->sheet)) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect_swapped (fixture->sheet, "changed",
                            G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->page);
  g_signal_handlers_disconnect_by_data (fixture->workbench, fixture);
  g_assert_finalize_object (fixture->workbench);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->message);
}

/* The first mapped widget of @type below @widget. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && gtk_widget_get_child_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_child_visible (child)
                             ? find (child, type)
                             : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What stands there, which a frame may be about to change. */
static const char *
shown_verdict (Fixture *fixture)
{
  GtkWidget *card = find (GTK_WIDGET (fixture->page), INK_TYPE_VERDICT_CARD);

  g_assert_nonnull (card);
  return ink_verdict_card_get_summary (INK_VERDICT_CARD (card));
}

/* As it will stand there after the next frame. */
static void
catch_up (Fixture *fixture)
{
  GtkWidget *panel = find (GTK_WIDGET (fixture->page), INK_TYPE_DIGIT_PANEL);

  g_assert_nonnull (panel);
  ink_digit_panel_catch_up (INK_DIGIT_PANEL (panel));
}

static const char *
verdict (Fixture *fixture)
{
  catch_up (fixture);
  return shown_verdict (fixture);
}

static void
draw_line (Fixture *fixture, double x0, double y0, double x1, double y1)
{
  ink_drawing_area_pen_down (fixture->sheet, &(InkPoint) { x0, y0, 0.5f });
  ink_drawing_area_pen_move (fixture->sheet, &(InkPoint) { x1, y1, 0.5f }, 1);
  ink_drawing_area_pen_up (fixture->sheet);
}

static void
assert_first_bar (Fixture *fixture, const char *text)
{
  GtkWidget *bars
      = find (GTK_WIDGET (fixture->page), INK_TYPE_PROBABILITY_BARS);
  g_autofree char *wrong = NULL;

  catch_up (fixture);
  wrong = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (bars)),
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text);
  g_assert_cmpstr (wrong, ==, NULL);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page),
                                             action, NULL));
}

/* Whether the button of @action can be pressed. */
static gboolean
is_offered (GtkWidget *widget, const char *action)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)),
                    action)
             == 0)
    return gtk_widget_get_sensitive (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_offered (child, action))
      return TRUE;
  return FALSE;
}

static void
assert_offered (Fixture *fixture, gboolean undo, gboolean redo, gboolean rest)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);

  g_assert_cmpint (is_offered (page, "draw.undo"), ==, undo);
  g_assert_cmpint (is_offered (page, "draw.redo"), ==, redo);
  g_assert_cmpint (is_offered (page, "draw.clear"), ==, rest);
  g_assert_cmpint (is_offered (page, "draw.save"), ==, rest);
  g_assert_cmpint (is_offered (page, "draw.copy"), ==, rest);
  g_assert_cmpint (is_offered (page, "draw.copy-verdict"), ==, rest);
  g_assert_true (is_offered (page, "draw.open"));
}

static void
test_blank (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (verdict (fixture), ==, "Nothing to read yet");
  assert_first_bar (fixture, "none");
}

static void
test_reads (Fixture *fixture, gconstpointer data)
{
  draw_line (fixture, 200, 100, 200, 300);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
  assert_first_bar (fixture, "10.00 %");
  activate (fixture, "draw.clear");
  g_assert_cmpstr (verdict (fixture), ==, "Nothing to read yet");
  draw_line (fixture, 100, 200, 300, 200);
  g_assert_cmpstr (verdict (fixture), ==, "0, unsure, 70.00 %");
}

/* While the pen is down, not only when it is lifted. */
static void
test_live (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;

  ink_drawing_area_pen_down (sheet, &(InkPoint) { 200, 200, 0.5f });
  g_assert_cmpstr (verdict (fixture), ==, "0, unsure, 70.00 %");
  ink_drawing_area_pen_move (sheet, &(InkPoint) { 200, 260, 0.5f }, 1);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
  ink_drawing_area_pen_move (sheet, &(InkPoint) { 400, 260, 0.5f }, 1);
  g_assert_cmpstr (verdict (fixture), ==, "0, unsure, 70.00 %");
  ink_drawing_area_pen_up (sheet);
}

/* However many events there are, a frame reads once, what is there by then. */
static void
test_frame (Fixture *fixture, gconstpointer data)
{
  guint n_read = n_predicted;

  ink_drawing_area_pen_down (fixture->sheet, &(InkPoint) { 200, 200, 0.5f });
  for (guint i = 1; i <= 20; i++)
    ink_drawing_area_pen_move (fixture->sheet,
                               &(InkPoint) { 200, 200 + 5.0 * i, 0.5f }, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 21);
  g_assert_cmpuint (n_predicted, ==, n_read);
  g_assert_cmpstr (shown_verdict (fixture), ==, "Nothing to read yet");
  while (n_predicted == n_read)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (shown_verdict (fixture), ==, "1, confident, 90.00 %");
  g_assert_cmpuint (n_predicted, ==, n_read + 1);
  catch_up (fixture); /* there is nothing left to read */
  g_assert_cmpuint (n_predicted, ==, n_read + 1);
}

/* What an assistive technology is told of the first picture inside. */
static void
assert_speaking (Fixture *fixture, const char *name)
{
  GtkWidget *maps = find (GTK_WIDGET (fixture->page), INK_TYPE_PIXEL_MAPS);
  g_autofree char *wrong = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (maps), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  g_assert_cmpstr (wrong, ==, NULL);
}

/* What is inside another model than LeNet-5 is not shown; what is inside that
 * is, from the first stroke on. */
static void
test_inside (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);
  InkInsideCard *card
      = INK_INSIDE_CARD (find (page, INK_TYPE_INSIDE_CARD));

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
  add_lenet5 (fixture);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (card)));
  g_assert_true (g_str_has_prefix (ink_inside_card_get_sentence (card),
                                   "Draw"));
  draw_line (fixture, 200, 100, 200, 300);
  catch_up (fixture);
  g_assert_nonnull (strstr (ink_inside_card_get_sentence (card),
                            " rather than "));
  assert_speaking (fixture, *ink_inside_card_get_sentence (card) == '0'
                                ? "Ink that speaks for and against 0"
                                : "Ink that speaks for and against 1");
  activate (fixture, "draw.clear");
  catch_up (fixture);
  g_assert_true (g_str_has_prefix (ink_inside_card_get_sentence (card),
                                   "Draw"));
  assert_speaking (fixture, "Ink that speaks for the verdict: none yet");
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  assert_offered (fixture, FALSE, FALSE, FALSE);
  draw_line (fixture, 200, 100, 200, 300);
  assert_offered (fixture, TRUE, FALSE, TRUE);
  activate (fixture, "draw.clear");
  assert_offered (fixture, TRUE, FALSE, FALSE);
  activate (fixture, "draw.undo");
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
  assert_offered (fixture, TRUE, TRUE, TRUE);
  activate (fixture, "draw.undo");
  assert_offered (fixture, FALSE, TRUE, FALSE);
  g_assert_cmpstr (verdict (fixture), ==, "Nothing to read yet");
  activate (fixture, "draw.redo");
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
}

/* Without a model the page says so; one that comes is used at once. */
static void
test_no_model (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (find (GTK_WIDGET (fixture->page), ADW_TYPE_STATUS_PAGE));
  draw_line (fixture, 200, 100, 200, 300);
  add_tall (fixture);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
}

/* Opens a file and waits until it is on the sheet or refused. */
static void
open_and_wait (Fixture *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint before = fixture->n_changed;

  g_clear_pointer (&fixture->message, g_free);
  ink_page_draw_open (fixture->page, file);
  while (fixture->n_changed == before && fixture->message == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
test_save_and_open (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a.inkml", "a.png" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (fixture, names[i]);
      g_autoptr (GError) error = NULL;

      ink_drawing_area_clear (fixture->sheet);
      g_assert_false (ink_page_draw_save (fixture->page, path, &error));
      g_clear_error (&error);
      draw_line (fixture, 200, 100, 200, 300);
      g_assert_true (ink_page_draw_save (fixture->page, path, &error));
      g_assert_no_error (error);
      ink_drawing_area_clear (fixture->sheet);
      open_and_wait (fixture, path);
      g_assert_cmpstr (fixture->message, ==, NULL);
      g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
      g_unlink (path);
    }
}

static GtkWidget *
find_tool (GtkWidget *widget, const char *tool)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    {
      GVariant *target
          = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget));

      if (target != NULL
          && g_strcmp0 (g_variant_get_string (target, NULL), tool) == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_tool (child, tool);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The buttons show the tool, whoever chose it, and choose it. */
static void
test_tools (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "pen", "eraser", "rubber" };
  GtkWidget *page = GTK_WIDGET (fixture->page);
  GtkRange *size = GTK_RANGE (find (page, GTK_TYPE_SCALE));

  for (int i = 2; i >= 0; i--)
    {
      g_assert_true (
          gtk_widget_activate_action (page, "draw.tool", "s", names[i]));
      g_assert_cmpint (ink_drawing_area_get_tool (fixture->sheet), ==, i);
      for (int k = 0; k < 3; k++)
        g_assert_cmpint (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (
                             find_tool (page, names[k]))),
                         ==, k == i);
    }
  g_assert_cmpfloat (gtk_range_get_value (size), ==, INK_PEN_WIDTH_DEFAULT);
  g_signal_emit_by_name (find_tool (page, "eraser"), "clicked");
  g_assert_cmpint (ink_drawing_area_get_tool (fixture->sheet), ==,
                   INK_TOOL_ERASER);
  g_assert_cmpfloat (gtk_range_get_value (size), ==, INK_ERASER_SIZE_DEFAULT);
  gtk_range_set_value (size, 200);
  g_assert_cmpfloat (ink_drawing_area_get_eraser_size (fixture->sheet), ==,
                     200);
  ink_drawing_area_set_tool (fixture->sheet, INK_TOOL_PEN);
  g_assert_cmpfloat (gtk_range_get_value (size), ==, INK_PEN_WIDTH_DEFAULT);
  g_assert_cmpfloat (ink_drawing_area_get_pen_width (fixture->sheet), ==,
                     INK_PEN_WIDTH_DEFAULT);
}

/* What is rubbed away is read as what is left. */
static void
test_rub_reads (Fixture *fixture, gconstpointer data)
{
  draw_line (fixture, 100, 250, 400, 250);
  draw_line (fixture, 250, 150, 250, 220);
  g_assert_cmpstr (verdict (fixture), ==, "0, unsure, 70.00 %");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "draw.tool", "s",
                              "eraser");
  draw_line (fixture, 380, 240, 380, 260);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
  assert_offered (fixture, TRUE, FALSE, TRUE);
  activate (fixture, "draw.undo");
  g_assert_cmpstr (verdict (fixture), ==, "0, unsure, 70.00 %");
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result,
                                          NULL);
  if (*text == NULL)
    *text = g_strdup ("(none)");
}

static void
test_copy_verdict (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  g_assert_false (
      is_offered (GTK_WIDGET (fixture->page), "draw.copy-verdict"));
  draw_line (fixture, 200, 100, 200, 300);
  activate (fixture, "draw.copy-verdict");
  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (GTK_WIDGET (fixture->page)), NULL,
      text_read_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, "1 (90.00 %)");
  g_assert_nonnull (strstr (fixture->message, "1 (90.00 %)"));
}

/* The sheet as a large picture: black on white, and it reads the same. */
static void
test_save_sheet (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "sheet.png");
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *pixels = NULL;
  guint height, width, n_black = 0, n_white = 0;

  draw_line (fixture, 200, 100, 200, 300);
  g_assert_true (ink_page_draw_save_as (fixture->page, path, INK_DRAW_SHEET,
                                        &error));
  g_assert_no_error (error);
  pixels = ink_picture_read (path, &height, &width, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (height, ==, INK_DRAW_SHEET_PIXELS);
  g_assert_cmpuint (width, ==, INK_DRAW_SHEET_PIXELS);
  for (guint i = 0; i < height * width; i++)
    {
      n_black += pixels[i] == 0;
      n_white += pixels[i] == 255;
    }
  g_assert_cmpuint (n_black, >, 8000);
  g_assert_cmpuint (n_white, >, 900000);
  open_and_wait (fixture, path);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
  g_unlink (path);
}

static void
test_save_svg (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "a.SVG");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  draw_line (fixture, 200, 100, 200, 300);
  g_assert_true (ink_page_draw_save (fixture->page, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<svg "));
  g_assert_nonnull (strstr (text, "<path "));
  g_unlink (path);
}

/* The suffix says what to write; of the two PNGs, the choice does. */
static void
test_formats (void)
{
  g_assert_cmpint (ink_draw_format_of ("a.svg", INK_DRAW_INKML), ==,
                   INK_DRAW_SVG);
  g_assert_cmpint (ink_draw_format_of ("a.inkml", INK_DRAW_SHEET), ==,
                   INK_DRAW_INKML);
  g_assert_cmpint (ink_draw_format_of ("a.PNG", INK_DRAW_SHEET), ==,
                   INK_DRAW_SHEET);
  g_assert_cmpint (ink_draw_format_of ("a.png", INK_DRAW_SVG), ==,
                   INK_DRAW_DIGIT);
  g_assert_cmpint (ink_draw_format_of ("a.png", INK_DRAW_DIGIT), ==,
                   INK_DRAW_DIGIT);
  g_assert_cmpint (ink_draw_format_of ("a.ink", INK_DRAW_SVG), ==,
                   INK_DRAW_SVG);
}

static void
assert_path (const char *chosen, InkDrawFormat format, const char *expected)
{
  g_autofree char *path = ink_draw_format_path (chosen, format);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_format_paths (void)
{
  assert_path ("/a.b/digit", INK_DRAW_SVG, "/a.b/digit.svg");
  assert_path ("/a/digit.inkml", INK_DRAW_SHEET, "/a/digit.png");
  assert_path ("/a/digit.inkml", INK_DRAW_INKML, "/a/digit.inkml");
  assert_path ("/a/digit.svg", INK_DRAW_INKML, "/a/digit.svg");
  assert_path ("/a/digit.ink", INK_DRAW_SVG, "/a/digit.ink");
}

/* A picture has no strokes to save as InkML. */
static void
test_save_picture (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "b.inkml");
  g_autoptr (GError) error = NULL;
  guint8 *pixels = g_malloc (40 * 40);

  memset (pixels, 255, 40 * 40);
  for (int y = 5; y < 35; y++)
    memset (pixels + 40 * y + 19, 0, 3);
  ink_drawing_area_set_picture (fixture->sheet, pixels, 40, 40);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
  g_assert_false (ink_page_draw_save (fixture->page, path, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_clear_error (&error);
  for (InkDrawFormat i = 0; i < INK_DRAW_DIGIT; i++)
    {
      g_assert_false (
          ink_page_draw_save_as (fixture->page, path, i, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
      g_clear_error (&error);
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "hello", "\x89PNG\r\n", "<ink>",
                                       "<svg/>" };
  g_autofree char *path = path_of (fixture, "bad");

  draw_line (fixture, 200, 100, 200, 300);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_file_set_contents (path, texts[i], -1, NULL);
      open_and_wait (fixture, path);
      g_assert_nonnull (fixture->message);
      g_assert_nonnull (strstr (fixture->message, "bad"));
      g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
    }
  g_unlink (path);
  open_and_wait (fixture, path);
  g_assert_nonnull (fixture->message);
}

/* A photograph of a vertical bar; @turned: the camera says that it was held
 * sideways. (transfer full) */
static GByteArray *
photograph (gboolean turned)
{
  /* Exif with one entry: orientation 6, to be turned right by a quarter. */
  static const guint8 exif[]
      = "\xff\xe1\0\x22"
        "Exif\0\0MM\0*\0\0\0\10\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0";
  g_autoptr (GdkPixbuf) pixbuf
      = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 120, 160);
  g_autoptr (GdkPixbuf) bar
      = gdk_pixbuf_new_subpixbuf (pixbuf, 55, 30, 10, 100);
  GByteArray *bytes = g_byte_array_new ();
  g_autofree char *jpeg = NULL;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0xd0d8e0ff);
  gdk_pixbuf_fill (bar, 0x303040ff);
  g_assert_true (
      gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, NULL));
  g_byte_array_append (bytes, (guint8 *) jpeg, 2);
  if (turned)
    g_byte_array_append (bytes, exif, sizeof exif - 1);
  g_byte_array_append (bytes, (guint8 *) jpeg + 2, (guint) size - 2);
  return bytes;
}

static void
open_bytes (Fixture *fixture, const char *name, const GByteArray *bytes,
            gsize n)
{
  g_autofree char *path = path_of (fixture, name);

  g_assert_true (g_file_set_contents (path, (const char *) bytes->data,
                                      (gssize) n, NULL));
  open_and_wait (fixture, path);
  g_unlink (path);
}

/* A phone's picture is a JPEG, and may lie on its side in the file. */
static void
test_photograph (Fixture *fixture, gconstpointer data)
{
  for (int turned = 0; turned < 2; turned++)
    {
      g_autoptr (GByteArray) bytes = photograph (turned);

      open_bytes (fixture, "IMG_1.JPG", bytes, bytes->len);
      g_assert_cmpstr (fixture->message, ==, NULL);
      g_assert_cmpstr (verdict (fixture), ==,
                       turned ? "0, unsure, 70.00 %"
                              : "1, confident, 90.00 %");
    }
}

/* Cut, or of a size that nobody can want: a message, and the sheet stays. */
static void
test_bad_photographs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = photograph (FALSE);
  gsize at = 0;

  draw_line (fixture, 200, 100, 200, 300);
  open_bytes (fixture, "cut.jpg", bytes, 300);
  g_assert_nonnull (fixture->message);
  g_assert_nonnull (strstr (fixture->message, "cut.jpg: expected a whole"));
  g_assert_nonnull (strstr (fixture->message, "a JPEG picture"));
  while (memcmp (bytes->data + at, "\xff\xc0", 2) != 0)
    at++;
  memset (bytes->data + at + 5, 0x60, 4); /* height and width */
  open_bytes (fixture, "huge.jpg", bytes, bytes->len);
  g_assert_nonnull (fixture->message);
  g_assert_nonnull (strstr (fixture->message, "24672 x 24672"));
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
}

/* White ink on nothing, as it is copied from a dark window. */
static void
test_texture_for_dark (void)
{
  guint8 rgba[4 * 4 * 4] = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (InkSheetContent) content = NULL;

  memset (rgba + 4 * 5, 255, 8);
  bytes = g_bytes_new (rgba, sizeof rgba);
  texture = gdk_memory_texture_new (4, 4, GDK_MEMORY_R8G8B8A8, bytes, 16);
  content = ink_sheet_content_from_texture (texture);
  g_assert_cmpuint (content->pixels[0], ==, 0);
  g_assert_cmpuint (content->pixels[5], ==, 255);
  g_assert_cmpuint (content->pixels[6], ==, 255);
  g_assert_cmpuint (content->pixels[7], ==, 0);
}

static void
test_texture (void)
{
  const guint8 rgba[] = { 0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 0 };
  g_autoptr (GBytes) bytes = g_bytes_new (rgba, sizeof rgba);
  g_autoptr (GdkTexture) texture
      = gdk_memory_texture_new (3, 1, GDK_MEMORY_R8G8B8A8, bytes, 12);
  g_autoptr (InkSheetContent) content
      = ink_sheet_content_from_texture (texture);

  g_assert_cmpuint (content->width, ==, 3);
  g_assert_cmpuint (content->height, ==, 1);
  g_assert_cmpuint (content->pixels[0], ==, 0);
  g_assert_cmpuint (content->pixels[1], ==, 255);
  g_assert_cmpuint (content->pixels[2], ==, 255);
}

static void
add (const char *name, gboolean with_model,
     void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ui/page-draw/", name, NULL);

  g_test_add (path, Fixture, GINT_TO_POINTER (with_model), set_up, test,
              tear_down);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = temp_folder_new ();
  int status;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE); /* which cards are open */
  /* Keeps what assistive technologies are told, for looking at; no bus. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  add ("blank", TRUE, test_blank);
  add ("reads", TRUE, test_reads);
  add ("live", TRUE, test_live);
  add ("frame", TRUE, test_frame);
  add ("inside", TRUE, test_inside);
  add ("actions", TRUE, test_actions);
  add ("no-model", FALSE, test_no_model);
  add ("save-and-open", TRUE, test_save_and_open);
  add ("save-picture", TRUE, test_save_picture);
  add ("bad-files", TRUE, test_bad_files);
  add ("tools", TRUE, test_tools);
  add ("rub-reads", TRUE, test_rub_reads);
  add ("copy-verdict", TRUE, test_copy_verdict);
  add ("save-sheet", TRUE, test_save_sheet);
  add ("save-svg", TRUE, test_save_svg);
  g_test_add_func ("/ui/page-draw/formats", test_formats);
  g_test_add_func ("/ui/page-draw/format-paths", test_format_paths);
  add ("photograph", TRUE, test_photograph);
  add ("bad-photographs", TRUE, test_bad_photographs);
  g_test_add_func ("/ui/page-draw/texture", test_texture);
  g_test_add_func ("/ui/page-draw/texture-for-dark", test_texture_for_dark);
  status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
