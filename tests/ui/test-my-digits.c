/* Saying what a drawing is, and the window My Digits. */
#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include "core/store/my-digits.h"
#include "ui/draw/correction-row.h"
#include "ui/draw/digit-panel.h"
#include "ui/draw/my-digits-dialog.h"
#include "ui/draw/my-digits-list.h"
#include "ui/draw/page-draw.h"

typedef struct
{
  InkWorkbench *workbench;
  GtkWidget *window;
  InkPageDraw *page;
  InkDrawingArea *sheet;
  InkCorrectionRow *row;
  char *folder;
  char *message;
  GClosure *undo; /* of the newest message */
} Fixture;

/* The first widget of @type below @widget. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The button of that label below @widget. */
static GtkButton *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return GTK_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkButton *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (GtkWidget *widget, const char *label)
{
  GtkButton *button = find_button (widget, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  g_signal_emit_by_name (button, "clicked");
}

static void
undoable_cb (Fixture *fixture, const char *message, GClosure *undo)
{
  g_free (fixture->message);
  fixture->message = g_strdup (message);
  g_clear_pointer (&fixture->undo, g_closure_unref);
  fixture->undo = g_closure_ref (undo);
  if (G_CLOSURE_NEEDS_MARSHAL (undo))
    g_closure_set_marshal (undo, g_cclosure_marshal_VOID__VOID);
}

static void
message_cb (Fixture *fixture, const char *message)
{
  g_free (fixture->message);
  fixture->message = g_strdup (message);
}

static void
undo (Fixture *fixture)
{
  GValue instance = G_VALUE_INIT;

  g_value_init (&instance, G_TYPE_OBJECT);
  g_value_set_object (&instance, fixture->workbench);
  g_closure_invoke (fixture->undo, NULL, 1, &instance, NULL);
  g_value_unset (&instance);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (InkModel) model = small_model_new ();

  fixture->folder = ink_my_digits_folder ();
  fixture->workbench = ink_workbench_new ();
  ink_workbench_set_digit_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, model, "Small"));
  g_signal_connect_swapped (fixture->workbench, "undoable",
                            G_CALLBACK (undoable_cb), fixture);
  g_signal_connect_swapped (fixture->workbench, "message",
                            G_CALLBACK (message_cb), fixture);
  fixture->page = INK_PAGE_DRAW (ink_page_draw_new (fixture->workbench));
  fixture->sheet = ink_page_draw_get_sheet (fixture->page);
  fixture->row = INK_CORRECTION_ROW (
      find (GTK_WIDGET (fixture->page), INK_TYPE_CORRECTION_ROW));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1024, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->page));
  gtk_widget_show (fixture->window);
  on_screen_wait (gtk_widget_get_width (GTK_WIDGET (fixture->sheet)) > 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  on_screen_settle ();
  g_assert_finalize_object (fixture->page);
  g_clear_pointer (&fixture->undo, g_closure_unref);
  g_signal_handlers_disconnect_by_data (fixture->workbench, fixture);
  g_assert_finalize_object (fixture->workbench);
  if (g_file_test (fixture->folder, G_FILE_TEST_IS_DIR))
    temp_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->message);
}

/* As it will be after the next frame. */
static void
catch_up (Fixture *fixture)
{
  ink_digit_panel_catch_up (INK_DIGIT_PANEL (
      find (GTK_WIDGET (fixture->page), INK_TYPE_DIGIT_PANEL)));
}

static void
draw (Fixture *fixture, double x)
{
  ink_drawing_area_clear (fixture->sheet);
  ink_drawing_area_pen_down (fixture->sheet, &(InkPoint){ x, 100, 0.5f });
  ink_drawing_area_pen_move (fixture->sheet, &(InkPoint){ 200, 300, 0.5f }, 1);
  ink_drawing_area_pen_up (fixture->sheet);
  catch_up (fixture);
}

static GPtrArray *
list (Fixture *fixture)
{
  GPtrArray *digits = ink_drawing_folder_list (fixture->folder, NULL, NULL);

  g_assert_nonnull (digits);
  return digits;
}

static void
assert_count (Fixture *fixture, guint n)
{
  g_autofree char *text = g_strdup_printf ("My Digits: %u", n);
  g_autoptr (GPtrArray) digits = list (fixture);

  g_assert_cmpuint (digits->len, ==, n);
  g_assert_nonnull (find_button (GTK_WIDGET (fixture->row), text));
}

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) digits = NULL;
  g_autoptr (InkDrawing) drawing = NULL;
  const InkLabelledDigit *digit;
  guint8 pixels[INK_DIGIT_PIXELS];

  g_assert_false (gtk_widget_get_sensitive (
      GTK_WIDGET (find_button (GTK_WIDGET (fixture->row), "3"))));
  ink_correction_row_keep (fixture->row, 3); /* there is nothing to keep */
  assert_count (fixture, 0);
  draw (fixture, 200);
  press (GTK_WIDGET (fixture->row), "3");
  assert_count (fixture, 1);
  g_assert_cmpstr (fixture->message, ==, "Kept under My Digits as a 3");
  digits = list (fixture);
  digit = g_ptr_array_index (digits, 0);
  g_assert_cmpuint (digit->label, ==, 3);
  g_assert_cmpstr (digit->model, ==, "Small");
  g_assert_cmpuint (strlen (digit->read), ==, 1);
  g_assert_true (ink_drawing_folder_read (fixture->folder, digit, &drawing,
                                          pixels, NULL));
  g_assert_cmpuint (ink_drawing_n_strokes (drawing), ==, 1);
}

/* A second answer corrects the first; a new drawing is another. */
static void
test_answer_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) digits = NULL;

  draw (fixture, 200);
  press (GTK_WIDGET (fixture->row), "3");
  press (GTK_WIDGET (fixture->row), "3");
  assert_count (fixture, 1);
  press (GTK_WIDGET (fixture->row), "8");
  assert_count (fixture, 1);
  draw (fixture, 150);
  press (GTK_WIDGET (fixture->row), "3");
  assert_count (fixture, 2);
  digits = list (fixture);
  g_assert_cmpuint (((InkLabelledDigit *) digits->pdata[0])->label, ==, 8);
}

/* Of a number the digit that is shown is kept, and another one besides. */
static void
test_part (Fixture *fixture, gconstpointer data)
{
  g_autoptr (InkDrawing) part = ink_drawing_new ();
  g_autoptr (InkDrawing) kept = NULL;
  g_autoptr (GPtrArray) digits = NULL;
  guint8 pixels[INK_DIGIT_PIXELS] = { 0 };

  draw (fixture, 200);
  ink_drawing_area_pen_down (fixture->sheet, &(InkPoint){ 300, 100, 0.5f });
  ink_drawing_area_pen_move (fixture->sheet, &(InkPoint){ 300, 300, 0.5f }, 1);
  ink_drawing_area_pen_up (fixture->sheet);
  catch_up (fixture);
  ink_drawing_begin_stroke (part);
  ink_drawing_add_point (part, 300, 100, 0.5f);
  ink_drawing_add_point (part, 300, 300, 0.5f);
  pixels[400] = 255;
  ink_correction_row_set_reading (fixture->row, pixels, part, "1");
  ink_correction_row_keep (fixture->row, 7);
  pixels[500] = 255;
  ink_correction_row_set_reading (fixture->row, pixels, NULL, "1");
  ink_correction_row_keep (fixture->row, 7);
  assert_count (fixture, 2);
  digits = list (fixture);
  g_assert_true (ink_drawing_folder_read (fixture->folder, digits->pdata[0],
                                          &kept, pixels, NULL));
  g_assert_cmpuint (ink_drawing_n_strokes (kept), ==, 1);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  draw (fixture, 200);
  press (GTK_WIDGET (fixture->row), "5");
  undo (fixture);
  assert_count (fixture, 0);
  press (GTK_WIDGET (fixture->row), "5"); /* it was forgotten */
  assert_count (fixture, 1);
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  guint8 *grey = g_malloc (40 * 40);
  g_autoptr (GPtrArray) digits = NULL;

  memset (grey, 255, 40 * 40);
  for (guint y = 8; y < 32; y++)
    memset (grey + y * 40 + 18, 0, 4);
  ink_drawing_area_set_picture (fixture->sheet, grey, 40, 40);
  catch_up (fixture);
  press (GTK_WIDGET (fixture->row), "1");
  digits = list (fixture);
  g_assert_cmpuint (digits->len, ==, 1);
  g_assert_true (((InkLabelledDigit *) digits->pdata[0])->picture);
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->folder, "x", 1, NULL));
  draw (fixture, 200);
  ink_correction_row_keep (fixture->row, 1);
  g_assert_nonnull (strstr (fixture->message, "cannot make the folder"));
  g_unlink (fixture->folder);
}

/* --- The window --- */

static InkMyDigitsDialog *
open_dialog (Fixture *fixture)
{
  InkMyDigitsDialog *dialog = ink_my_digits_dialog_present (
      GTK_WIDGET (fixture->page), fixture->workbench);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  g_object_remove_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  return dialog;
}

static void
close_dialog (InkMyDigitsDialog *dialog)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  on_screen_settle ();
  g_assert_null (dialog);
}

static void
test_dialog (Fixture *fixture, gconstpointer data)
{
  InkMyDigitsDialog *dialog;
  InkMyDigitsList *digits;

  for (guint i = 0; i < 3; i++)
    {
      draw (fixture, 120 + 20 * i);
      ink_correction_row_keep (fixture->row, i);
    }
  dialog = open_dialog (fixture);
  digits = INK_MY_DIGITS_LIST (
      find (GTK_WIDGET (dialog), INK_TYPE_MY_DIGITS_LIST));
  g_assert_cmpuint (ink_my_digits_list_count (digits), ==, 3);
  g_signal_emit_by_name (digits, "remove", "000002-1.inkml");
  g_assert_cmpuint (ink_my_digits_list_count (digits), ==, 2);
  assert_count (fixture, 2);
  on_screen_wait (find_button (GTK_WIDGET (dialog), "_Undo") != NULL);
  press (GTK_WIDGET (dialog), "_Undo");
  g_assert_cmpuint (ink_my_digits_list_count (digits), ==, 3);
  assert_count (fixture, 3);
  g_signal_emit_by_name (digits, "remove", "000009-1.inkml"); /* none such */
  g_assert_cmpuint (ink_my_digits_list_count (digits), ==, 3);
  close_dialog (dialog);
}

static void
test_dialog_empty (Fixture *fixture, gconstpointer data)
{
  InkMyDigitsDialog *dialog = open_dialog (fixture);

  g_assert_false (gtk_widget_get_sensitive (
      GTK_WIDGET (find_button (GTK_WIDGET (dialog), "_Teach"))));
  g_assert_false (gtk_widget_get_sensitive (
      GTK_WIDGET (find_button (GTK_WIDGET (dialog), "_Export…"))));
  close_dialog (dialog);
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *into
      = g_build_filename (g_get_user_data_dir (), "idx", NULL);
  g_autofree char *labels
      = g_build_filename (into, "train-labels-idx1-ubyte", NULL);
  InkMyDigitsDialog *dialog;

  draw (fixture, 200);
  ink_correction_row_keep (fixture->row, 4);
  dialog = open_dialog (fixture);
  ink_my_digits_dialog_export (dialog, into);
  g_assert_true (g_file_test (labels, G_FILE_TEST_EXISTS));
  close_dialog (dialog);
  temp_folder_remove (into);
}

/* It is said, and the others are there. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  InkMyDigitsDialog *dialog;
  InkMyDigitsList *digits;

  draw (fixture, 200);
  ink_correction_row_keep (fixture->row, 4);
  g_free (temp_folder_write_text (fixture->folder, "000007-3.inkml", "<ink"));
  g_free (temp_folder_write_text (fixture->folder, "index.json", "{"));
  dialog = open_dialog (fixture);
  digits = INK_MY_DIGITS_LIST (
      find (GTK_WIDGET (dialog), INK_TYPE_MY_DIGITS_LIST));
  g_assert_cmpuint (ink_my_digits_list_count (digits), ==, 2);
  on_screen_settle ();
  close_dialog (dialog);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = small_mnist_new ();
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  add ("/ui/my-digits/keep", test_keep);
  add ("/ui/my-digits/answer-again", test_answer_again);
  add ("/ui/my-digits/part", test_part);
  add ("/ui/my-digits/undo", test_undo);
  add ("/ui/my-digits/picture", test_picture);
  add ("/ui/my-digits/unwritable", test_unwritable);
  add ("/ui/my-digits/dialog", test_dialog);
  add ("/ui/my-digits/dialog-empty", test_dialog_empty);
  add ("/ui/my-digits/export", test_export);
  add ("/ui/my-digits/damaged", test_damaged);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
