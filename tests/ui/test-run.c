/* Runs from start to end, stopped, paused, failed and thrown away, on a small
 * made-up data set, with the run's folder looked at afterwards. */
#include "tests/ui/main-loop.h"
#include "tests/ui/small-mnist.h"

#include "core/base/error.h"
#include "core/store/checkpoint.h"
#include "ui/train/run-record.h"
#include "ui/train/run.h"

static char *folder;

typedef struct
{
  InkRun *run;
  guint n_start, n_step, n_epoch, n_end;
  double first_rate;
  guint n_states; /* notifications */
} Watch;

static void
events_cb (InkRun *run, const InkEvent *events, guint64 n, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpuint (n, >, 0);
  for (guint64 i = 0; i < n; i++)
    {
      watch->n_start += events[i].kind == INK_EVENT_START;
      watch->n_epoch += events[i].kind == INK_EVENT_EPOCH;
      watch->n_end += events[i].kind == INK_EVENT_END;
      if (events[i].kind == INK_EVENT_STEP && watch->n_step++ == 0)
        watch->first_rate = events[i].learning_rate;
    }
}

static void
state_cb (Watch *watch)
{
  watch->n_states++;
}

static void
start (Watch *watch, const char *data, const InkRecipe *recipe)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *runs = g_build_filename (folder, "runs", NULL);
  const InkRunOptions options = {
    .data = data, .recipe = *recipe, .n_threads = 1, .runs_folder = runs
  };

  *watch = (Watch) { .run = ink_run_new (&options, &error) };
  g_assert_no_error (error);
  g_assert_cmpint (ink_run_get_state (watch->run), ==, INK_RUN_LOADING);
  g_signal_connect (watch->run, "events", G_CALLBACK (events_cb), watch);
  g_signal_connect_swapped (watch->run, "notify::state", G_CALLBACK (state_cb),
                            watch);
}

static void
wait_for (InkRun *run, InkRunState state)
{
  main_loop_wait (ink_run_get_state (run) == state
                  || !ink_run_is_active (run));
  g_assert_cmpint (ink_run_get_state (run), ==, state);
}

static void
wait_for_steps (InkRun *run, guint64 steps)
{
  main_loop_wait (ink_run_get_figures (run)->step >= steps);
}

static guint
count_lines (const char *path)
{
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *c = text; *c != '\0'; c++)
    n += *c == '\n';
  return n;
}

static void
check_folder (const Watch *watch)
{
  g_autoptr (GError) error = NULL;
  const char *path = ink_run_get_folder (watch->run);
  g_autofree char *run = g_build_filename (path, "run.json", NULL);
  g_autofree char *events = g_build_filename (path, "events.jsonl", NULL);
  g_autofree char *best = g_build_filename (path, "best.safetensors", NULL);
  g_autofree char *last = g_build_filename (path, "last.safetensors", NULL);
  g_autoptr (InkModel) model = ink_checkpoint_load (best, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ink_model_n_classes (model), ==, 10);
  g_assert_cmpstr (ink_model_fact (model, "data"), ==, "mnist");
  g_assert_cmpstr (ink_model_fact (model, "recipe"), ==, "small");
  g_assert_cmpstr (ink_model_fact (model, "seed"), ==, "3");
  g_assert_nonnull (ink_model_fact (model, "validation_accuracy"));
  g_assert_true (g_file_test (last, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (run, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_lines (events), ==,
                    watch->n_start + watch->n_step + watch->n_epoch
                        + watch->n_end);
}

static void
test_completes (void)
{
  const InkRecipe recipe = small_recipe (3);
  const InkRunFigures *figures;
  g_autofree char *title = NULL;
  Watch watch;

  start (&watch, "mnist", &recipe);
  wait_for (watch.run, INK_RUN_FINISHED);
  g_assert_false (ink_run_is_active (watch.run));
  g_assert_cmpuint (watch.n_states, ==, 2); /* running, finished */
  g_assert_cmpuint (watch.n_start, ==, 1);
  g_assert_cmpuint (watch.n_step, ==, 3 * 6);
  g_assert_cmpuint (watch.n_epoch, ==, 3);
  g_assert_cmpuint (watch.n_end, ==, 1);

  figures = ink_run_get_figures (watch.run);
  g_assert_cmpuint (figures->n_train, ==, 300);
  g_assert_cmpuint (figures->n_validation, ==, 100);
  g_assert_cmpuint (figures->epochs_done, ==, 3);
  g_assert_cmpfloat (figures->fraction, ==, 1);
  g_assert_true (figures->ended);
  g_assert_cmpint (figures->reason, ==, INK_END_COMPLETED);
  g_assert_cmpuint (figures->best_epoch, >=, 1);
  g_assert_nonnull (ink_run_get_model (watch.run));
  g_assert_null (ink_run_get_error (watch.run));
  g_assert_null (ink_run_get_warning (watch.run));
  title = ink_run_dup_title (watch.run);
  g_assert_true (g_str_has_prefix (title, "MNIST, small recipe, "));
  check_folder (&watch);
  g_assert_finalize_object (watch.run);
}

static void
test_no_data (void)
{
  const InkRecipe recipe = small_recipe (1);
  Watch watch;

  start (&watch, "/nowhere/at/all", &recipe);
  wait_for (watch.run, INK_RUN_FAILED);
  g_assert_error (ink_run_get_error (watch.run), INK_ERROR,
                  INK_ERROR_NOT_FOUND);
  g_assert_null (ink_run_get_model (watch.run));
  g_assert_null (ink_run_get_folder (watch.run));
  g_assert_cmpuint (watch.n_start, ==, 0);
  g_assert_finalize_object (watch.run);
}

static void
test_diverges (void)
{
  const InkRecipe recipe = small_recipe (50);
  Watch watch;

  start (&watch, "mnist", &recipe);
  ink_run_set_rate_factor (watch.run, 1e45); /* infinite as a float */
  wait_for (watch.run, INK_RUN_FAILED);
  g_assert_error (ink_run_get_error (watch.run), INK_ERROR,
                  INK_ERROR_DIVERGED);
  g_assert_null (ink_run_get_model (watch.run));
  g_assert_finalize_object (watch.run);
}

/* Whether @folder's @file is a model of ten classes. */
static gboolean
is_model (const char *path, const char *file)
{
  g_autofree char *full = g_build_filename (path, file, NULL);
  g_autoptr (InkModel) model = ink_checkpoint_load (full, NULL);

  return model != NULL && ink_model_n_classes (model) == 10;
}

/* The model of the best epoch before stays, in the folder too. */
static void
test_diverges_later (void)
{
  const InkRecipe recipe = small_recipe (10000);
  const char *path;
  Watch watch;

  start (&watch, "mnist", &recipe);
  main_loop_wait (watch.n_epoch > 0);
  ink_run_set_rate_factor (watch.run, 1e45);
  wait_for (watch.run, INK_RUN_FAILED);
  g_assert_error (ink_run_get_error (watch.run), INK_ERROR,
                  INK_ERROR_DIVERGED);
  g_assert_nonnull (ink_run_get_model (watch.run));
  g_assert_cmpuint (ink_run_get_model_epoch (watch.run), ==,
                    ink_run_get_figures (watch.run)->best_epoch);
  path = ink_run_get_folder (watch.run);
  g_assert_true (is_model (path, "best.safetensors"));
  g_assert_true (is_model (path, "last.safetensors"));
  g_assert_finalize_object (watch.run);
}

static void
test_stop (void)
{
  const InkRecipe recipe = small_recipe (10000);
  Watch watch;

  start (&watch, "mnist", &recipe);
  wait_for_steps (watch.run, 2);
  ink_run_stop (watch.run);
  g_assert_cmpint (ink_run_get_state (watch.run), ==, INK_RUN_STOPPING);
  wait_for (watch.run, INK_RUN_FINISHED);
  g_assert_cmpuint (watch.n_end, ==, 1);
  g_assert_cmpint (ink_run_get_figures (watch.run)->reason, ==,
                   INK_END_STOPPED);
  g_assert_nonnull (ink_run_get_model (watch.run));
  g_assert_finalize_object (watch.run);
}

/* Returns: whether it was stopped in time. */
static gboolean
stop_in_epoch_1 (void)
{
  InkRecipe recipe = small_recipe (10000);
  gboolean in_time;
  Watch watch;

  recipe.batch_size = 1;
  start (&watch, "mnist", &recipe);
  wait_for_steps (watch.run, 1);
  ink_run_stop (watch.run);
  wait_for (watch.run, INK_RUN_FINISHED);
  in_time = watch.n_epoch == 0;
  g_assert_nonnull (ink_run_get_model (watch.run));
  if (in_time)
    {
      const char *path = ink_run_get_folder (watch.run);

      g_assert_cmpuint (ink_run_get_model_epoch (watch.run), ==, 0);
      g_assert_true (is_model (path, "best.safetensors"));
      g_assert_true (is_model (path, "last.safetensors"));
    }
  g_assert_finalize_object (watch.run);
  return in_time;
}

/* The model so far is kept where the next session looks for it. */
static void
test_stop_in_epoch_1 (void)
{
  gboolean in_time = FALSE;

  for (int i = 0; i < 20 && !in_time; i++)
    in_time = stop_in_epoch_1 ();
  g_assert_true (in_time);
}

/* What has learned nothing is no model. */
static void
test_stop_before_step_1 (void)
{
  const InkRecipe recipe = small_recipe (10);
  Watch watch;

  start (&watch, "mnist", &recipe);
  ink_run_pause (watch.run);
  wait_for (watch.run, INK_RUN_PAUSED);
  ink_run_stop (watch.run);
  wait_for (watch.run, INK_RUN_FINISHED);
  g_assert_cmpuint (watch.n_step, ==, 0);
  g_assert_null (ink_run_get_model (watch.run));
  g_assert_null (ink_run_get_error (watch.run));
  g_assert_finalize_object (watch.run);
}

/* Before the data is loaded. */
static void
test_stop_at_once (void)
{
  const InkRecipe recipe = small_recipe (10000);
  Watch watch;

  start (&watch, "mnist", &recipe);
  ink_run_stop (watch.run);
  wait_for (watch.run, INK_RUN_FINISHED);
  g_assert_null (ink_run_get_error (watch.run));
  g_assert_finalize_object (watch.run);
}

/* Whether a tenth of a second passes without a step. */
static gboolean
stands_still (InkRun *run)
{
  const guint64 step = ink_run_get_figures (run)->step;
  const gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 10;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  return ink_run_get_figures (run)->step == step;
}

static void
test_pause (void)
{
  const InkRecipe recipe = small_recipe (10000);
  gboolean still = FALSE;
  guint64 step;
  double elapsed;
  Watch watch;

  start (&watch, "mnist", &recipe);
  wait_for_steps (watch.run, 2);
  ink_run_pause (watch.run);
  g_assert_cmpint (ink_run_get_state (watch.run), ==, INK_RUN_PAUSED);
  for (int i = 0; i < 50 && !still; i++)
    still = stands_still (watch.run);
  g_assert_true (still);

  step = ink_run_get_figures (watch.run)->step;
  elapsed = ink_run_get_figures (watch.run)->elapsed;
  g_usleep (1000);
  g_assert_cmpfloat (ink_run_get_figures (watch.run)->elapsed, ==, elapsed);
  ink_run_resume (watch.run);
  g_assert_cmpint (ink_run_get_state (watch.run), ==, INK_RUN_RUNNING);
  wait_for_steps (watch.run, step + 2);

  ink_run_pause (watch.run);
  ink_run_stop (watch.run); /* ends a pause */
  wait_for (watch.run, INK_RUN_FINISHED);
  g_assert_finalize_object (watch.run);
}

/* A pause that is asked for before the training begins. */
static void
test_pause_at_once (void)
{
  const InkRecipe recipe = small_recipe (2);
  Watch watch;

  start (&watch, "mnist", &recipe);
  ink_run_pause (watch.run);
  wait_for (watch.run, INK_RUN_PAUSED);
  g_assert_true (stands_still (watch.run));
  g_assert_cmpuint (watch.n_step, ==, 0);
  ink_run_resume (watch.run);
  wait_for (watch.run, INK_RUN_FINISHED);
  g_assert_cmpuint (watch.n_epoch, ==, 2);
  g_assert_finalize_object (watch.run);
}

static void
test_rate_factor (void)
{
  const InkRecipe recipe = small_recipe (1);
  g_autofree char *report = NULL, *text = NULL;
  Watch watch;

  start (&watch, "mnist", &recipe);
  ink_run_set_rate_factor (watch.run, 0.5); /* while it loads */
  wait_for (watch.run, INK_RUN_FINISHED);
  g_assert_cmpfloat_with_epsilon (watch.first_rate, 0.01, 1e-9);
  g_assert_cmpstr (ink_model_fact (ink_run_get_model (watch.run),
                                   "rate_changed"),
                   ==, "true");
  report = g_build_filename (ink_run_get_folder (watch.run), "report.json",
                             NULL);
  g_assert_true (g_file_get_contents (report, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"rate_changed\""));
  g_assert_finalize_object (watch.run);
}

static void
test_dispose_while_running (void)
{
  const InkRecipe recipe = small_recipe (10000);
  Watch watch;

  start (&watch, "mnist", &recipe);
  g_assert_finalize_object (watch.run); /* while it loads */
  start (&watch, "mnist", &recipe);
  wait_for_steps (watch.run, 2);
  g_assert_finalize_object (watch.run);
}

static InkRecipe
full_recipe (void)
{
  InkRecipe recipe = small_recipe (7);

  recipe.optimizer = INK_OPTIMIZER_MUON;
  recipe.muon_learning_rate = 0.625;
  recipe.muon_weight_decay = 0.0625;
  recipe.nesterov = TRUE;
  recipe.weight_decay = 0.25;
  recipe.clip_norm = 1.5;
  recipe.label_smoothing = 0.125;
  recipe.ema_decay = 0.75;
  recipe.schedule = INK_SCHEDULE_PLATEAU;
  recipe.warm_up = 0.5;
  recipe.plateau_factor = 0.375;
  recipe.plateau_patience = 4;
  recipe.augment = INK_AUGMENT_ELASTIC;
  recipe.precision = INK_PRECISION_BF16;
  return recipe;
}

/* All that decides a run's result is in its run.json. */
static void
test_record (void)
{
  static const struct
  {
    const char *name;
    double value;
  } numbers[] = {
    { "epochs", 7 },           { "batch_size", 50 },
    { "learning_rate", 0.02 }, { "momentum", 0.9 },
    { "weight_decay", 0.25 },  { "clip_norm", 1.5 },
    { "ema_decay", 0.75 },     { "label_smoothing", 0.125 },
    { "warm_up", 0.5 },        { "plateau_factor", 0.375 },
    { "plateau_patience", 4 }, { "validation_fraction", 0.25 },
    { "seed", 3 },             { "muon_learning_rate", 0.625 },
    { "muon_weight_decay", 0.0625 },
  };
  const InkRecipe recipe = full_recipe ();
  const InkRunRecord record = { .data = "mnist", .data_hash = "0",
                                .examples = 400, .n_threads = 1,
                                .recipe = &recipe };
  g_autoptr (JsonObject) run = ink_run_record_to_json (&record);
  JsonObject *object = json_object_get_object_member (run, "recipe");

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpfloat (
        json_object_get_double_member (object, numbers[i].name), ==,
        numbers[i].value);
  g_assert_true (json_object_get_boolean_member (object, "nesterov"));
  g_assert_cmpstr (json_object_get_string_member (object, "optimizer"), ==,
                   "muon");
  g_assert_cmpstr (json_object_get_string_member (object, "schedule"), ==,
                   "reduce-on-plateau");
  g_assert_cmpstr (json_object_get_string_member (object, "augment"), ==,
                   "elastic");
  g_assert_cmpstr (json_object_get_string_member (object, "precision"), ==,
                   "bf16");
}

/* A run of an earlier version has none of the newer fields. */
static void
test_old_record (void)
{
  static const char *const newer[]
      = { "optimizer", "muon_learning_rate", "muon_weight_decay", "nesterov",
          "clip_norm", "label_smoothing", "ema_decay", "warm_up",
          "plateau_factor", "plateau_patience", "precision" };
  const InkRecipe recipe = full_recipe ();
  const InkRunRecord record = { .data = "mnist", .data_hash = "0",
                                .recipe = &recipe };
  g_autoptr (JsonObject) run = ink_run_record_to_json (&record);
  JsonObject *object = json_object_get_object_member (run, "recipe");
  g_autofree char *new_title = ink_run_record_title (run, NULL);
  g_autofree char *old_title = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (newer); i++)
    {
      g_assert_true (json_object_has_member (object, newer[i]));
      json_object_remove_member (object, newer[i]);
    }
  old_title = ink_run_record_title (run, NULL);
  g_assert_true (g_str_has_prefix (old_title, "MNIST, small recipe, "));
  g_assert_cmpstr (old_title, ==, new_title);
}

/* A folder that cannot be made is a warning, and the run goes on. */
static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = temp_folder_write_text (folder, "a-file", "");
  const InkRunOptions options = { .data = "mnist",
                                  .recipe = small_recipe (1),
                                  .n_threads = 1,
                                  .runs_folder = file };
  InkRun *run = ink_run_new (&options, &error);

  g_assert_no_error (error);
  wait_for (run, INK_RUN_FINISHED);
  g_assert_nonnull (ink_run_get_warning (run));
  g_assert_nonnull (ink_run_get_model (run));
  g_assert_null (ink_run_get_folder (run));
  g_assert_finalize_object (run);
}

int
main (int argc, char *argv[])
{
  int status;

  folder = small_mnist_new ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/run/completes", test_completes);
  g_test_add_func ("/ui/run/no-data", test_no_data);
  g_test_add_func ("/ui/run/diverges", test_diverges);
  g_test_add_func ("/ui/run/diverges-later", test_diverges_later);
  g_test_add_func ("/ui/run/stop", test_stop);
  g_test_add_func ("/ui/run/stop-in-epoch-1", test_stop_in_epoch_1);
  g_test_add_func ("/ui/run/stop-before-step-1", test_stop_before_step_1);
  g_test_add_func ("/ui/run/stop-at-once", test_stop_at_once);
  g_test_add_func ("/ui/run/pause", test_pause);
  g_test_add_func ("/ui/run/pause-at-once", test_pause_at_once);
  g_test_add_func ("/ui/run/rate-factor", test_rate_factor);
  g_test_add_func ("/ui/run/dispose-while-running",
                   test_dispose_while_running);
  g_test_add_func ("/ui/run/record", test_record);
  g_test_add_func ("/ui/run/old-record", test_old_record);
  g_test_add_func ("/ui/run/no-folder", test_no_folder);
  status = g_test_run ();
  temp_folder_remove (folder);
  g_free (folder);
  return status;
}
