/* The page Draw: what it reads, shows and offers. */
#include "tests/ui/draw-page.h"

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
  on_screen_wait (n_predicted != n_read);
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
  on_screen_wait (text != NULL);
  g_assert_cmpstr (text, ==, "1 (90.00 %)");
  g_assert_nonnull (strstr (fixture->message, "1 (90.00 %)"));
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
  add ("tools", TRUE, test_tools);
  add ("rub-reads", TRUE, test_rub_reads);
  add ("copy-verdict", TRUE, test_copy_verdict);
  status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
