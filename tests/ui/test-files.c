/* Files that are dropped or chosen: who gets them, and when nobody does. */
#include "tests/data/temp-folder.h"
#include "tests/ui/drop-file.h"
#include "tests/ui/on-screen.h"

#include "ui/file-chooser.h"
#include "ui/file-drops.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *owner; /* in the box */
  GtkFileChooserNative *chooser;
  GFile *taken; /* nullable: the last one */
  gboolean refuses;
} Fixture;

static void
keep (Fixture *fixture, GFile *file)
{
  g_set_object (&fixture->taken, file);
}

static gboolean
dropped_cb (gpointer owner, GFile *file)
{
  Fixture *fixture = g_object_get_data (owner, "fixture");

  keep (fixture, file);
  return !fixture->refuses;
}

static void
chosen_cb (gpointer owner, GFile *file)
{
  keep (g_object_get_data (owner, "fixture"), file);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->owner = gtk_label_new ("Here");
  g_object_set_data (G_OBJECT (fixture->owner), "fixture", fixture);
  gtk_box_append (GTK_BOX (fixture->box), fixture->owner);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->box);
  ink_file_drops_take (fixture->box, GTK_PHASE_BUBBLE, dropped_cb,
                       fixture->owner);
  gtk_window_present (GTK_WINDOW (fixture->window));
  on_screen_wait (gtk_widget_get_mapped (fixture->owner));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ink_file_chooser_clear (&fixture->chooser);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->taken);
}

static void
assert_taken (Fixture *fixture, const char *place)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (place);

  g_assert_nonnull (fixture->taken);
  g_assert_true (g_file_equal (fixture->taken, file));
  g_clear_object (&fixture->taken);
}

/* --- Drops --- */

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) first = g_file_new_for_path ("/a");
  g_autoptr (GFile) second = g_file_new_for_path ("/b");
  GSList rest = { second, NULL }, list = { first, &rest };

  g_assert_true (drop_files (fixture->box, &list));
  assert_taken (fixture, "/a");
  g_assert_true (drop_file (fixture->box, "https://b.example/c"));
  assert_taken (fixture, "https://b.example/c");
  g_assert_false (drop_files (fixture->box, NULL));
  g_assert_null (fixture->taken);
  fixture->refuses = TRUE;
  g_assert_false (drop_file (fixture->box, "/c"));
  assert_taken (fixture, "/c");
}

/* What cannot be used, cannot be seen or is gone takes nothing. */
static void
test_drop_elsewhere (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_sensitive (fixture->owner, FALSE);
  g_assert_false (drop_file (fixture->box, "/a"));
  gtk_widget_set_sensitive (fixture->owner, TRUE);
  gtk_widget_set_visible (fixture->owner, FALSE);
  g_assert_false (drop_file (fixture->box, "/a"));
  gtk_widget_set_visible (fixture->owner, TRUE);
  g_assert_null (fixture->taken);
  g_assert_true (drop_file (fixture->box, "/a"));
  assert_taken (fixture, "/a");
  gtk_box_remove (GTK_BOX (fixture->box), fixture->owner);
  g_assert_false (drop_file (fixture->box, "/a"));
  g_assert_null (fixture->taken);
}

/* --- Choices --- */

static GtkFileChooser *
ask (Fixture *fixture)
{
  static const InkFileQuestion question
      = { "Which One", "_This", GTK_FILE_CHOOSER_ACTION_OPEN };

  return ink_file_chooser_ask (&fixture->chooser, fixture->owner, &question,
                               chosen_cb);
}

static gboolean
has_chosen (GtkFileChooser *chooser, GFile *wanted)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

  return file != NULL && g_file_equal (file, wanted);
}

static void
test_choose (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = temp_folder_write_text (folder, "a.txt", "a");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkFileChooser *chooser = ask (fixture);

  g_assert_true (chooser == GTK_FILE_CHOOSER (fixture->chooser));
  g_assert_null (ask (fixture)); /* one at a time */
  g_assert_true (gtk_native_dialog_get_transient_for (
                     GTK_NATIVE_DIALOG (fixture->chooser))
                 == GTK_WINDOW (fixture->window));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (fixture->chooser));
  gtk_file_chooser_set_file (chooser, file, NULL);
  main_loop_poll (has_chosen (chooser, file));
  g_signal_emit_by_name (chooser, "response", GTK_RESPONSE_ACCEPT);
  g_assert_null (fixture->chooser);
  assert_taken (fixture, path);
  temp_folder_remove (folder);
}

/* Without an answer there is no call, and one may be asked again. */
static void
test_choose_none (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (ask (fixture));
  g_signal_emit_by_name (fixture->chooser, "response", GTK_RESPONSE_CANCEL);
  g_assert_null (fixture->chooser);
  g_assert_nonnull (ask (fixture));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (fixture->chooser));
  ink_file_chooser_clear (&fixture->chooser);
  g_assert_null (fixture->chooser);
  ink_file_chooser_clear (&fixture->chooser);
  g_assert_null (fixture->taken);
}

#define ADD(path, test)                                                        \
  g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  /* Else GTK's dialog asks there for places in a cloud, and leaks. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!on_screen_init ())
    return 0;
  ADD ("/ui/file-drops/first", test_drop);
  ADD ("/ui/file-drops/elsewhere", test_drop_elsewhere);
  ADD ("/ui/file-chooser/accept", test_choose);
  ADD ("/ui/file-chooser/none", test_choose_none);
  return g_test_run ();
}
