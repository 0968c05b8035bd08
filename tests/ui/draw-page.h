#pragma once

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>
#include "core/base/error.h"
#include "core/data/picture.h"
#include "core/data/rasterize.h"
#include "core/model/lenet5.h"
#include "ui/draw/digit-panel.h"
#include "ui/draw/inside-card.h"
#include "ui/draw/page-draw.h"
#include "ui/draw/pixel-maps.h"
#include "ui/probability-bars.h"
#include "ui/draw/sheet-content.h"
#include "ui/draw/verdict-card.h"
#include "tests/data/temp-folder.h"
#include "tests/ui/on-screen.h"

/* The page Draw with a model of the test's own, which reads a 1 where the ink
 * is higher than wide and a 0 elsewhere, so that what is shown follows from
 * what was drawn and not from anybody's weights. */

/* How often the model was asked. */
static guint n_predicted;

static inline void
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

static inline void
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

static inline void
message_cb (Fixture *fixture, const char *message)
{
  g_free (fixture->message);
  fixture->message = g_strdup (message);
}

static inline void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static inline void
add_tall (Fixture *fixture)
{
  const char *const names[] = { "0", "1", NULL };
  g_autoptr (InkModel) model = ink_model_new (&tall_class, NULL, names);

  ink_workbench_set_digit_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, model, "Tall"));
}

static inline void
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

static inline void
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
  on_screen_wait (gtk_widget_get_width (GTK_WIDGET (fixture->sheet)) > 0);
  g_signal_connect_swapped (fixture->sheet, "changed",
                            G_CALLBACK (changed_cb), fixture);
}

static inline void
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
static inline GtkWidget *
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
static inline const char *
shown_verdict (Fixture *fixture)
{
  GtkWidget *card = find (GTK_WIDGET (fixture->page), INK_TYPE_VERDICT_CARD);

  g_assert_nonnull (card);
  return ink_verdict_card_get_summary (INK_VERDICT_CARD (card));
}

/* As it will stand there after the next frame. */
static inline void
catch_up (Fixture *fixture)
{
  GtkWidget *panel = find (GTK_WIDGET (fixture->page), INK_TYPE_DIGIT_PANEL);

  g_assert_nonnull (panel);
  ink_digit_panel_catch_up (INK_DIGIT_PANEL (panel));
}

static inline const char *
verdict (Fixture *fixture)
{
  catch_up (fixture);
  return shown_verdict (fixture);
}

static inline void
draw_line (Fixture *fixture, double x0, double y0, double x1, double y1)
{
  ink_drawing_area_pen_down (fixture->sheet, &(InkPoint) { x0, y0, 0.5f });
  ink_drawing_area_pen_move (fixture->sheet, &(InkPoint) { x1, y1, 0.5f }, 1);
  ink_drawing_area_pen_up (fixture->sheet);
}

static inline void
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

static inline void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page),
                                             action, NULL));
}

/* Whether the button of @action can be pressed. */
static inline gboolean
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

static inline void
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

/* Opens a file and waits until it is on the sheet or refused. */
static inline void
open_and_wait (Fixture *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint before = fixture->n_changed;

  g_clear_pointer (&fixture->message, g_free);
  ink_page_draw_open (fixture->page, file);
  on_screen_wait (fixture->n_changed != before || fixture->message != NULL);
}

static inline char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static inline void
add (const char *name, gboolean with_model,
     void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ui/page-draw/", name, NULL);

  g_test_add (path, Fixture, GINT_TO_POINTER (with_model), set_up, test,
              tear_down);
}
