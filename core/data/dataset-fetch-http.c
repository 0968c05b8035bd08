/* Files over HTTP(S) by libsoup, one after the other, in the calling thread.
 * No more is taken than the file can need. A server is given up that says
 * nothing for ten seconds, has not answered after thirty, or after thirty still
 * sends less than a modem would: it could go on so for days. Whether the bytes
 * are right is for the caller. */
#include "core/data/dataset-get.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"

#ifdef HAVE_SOUP

#include <libsoup/soup.h>

#define TIMEOUT_SECONDS 10
#define PATIENCE_SECONDS 30
#define MIN_BYTES_A_SECOND 1024
#define CHUNK_BYTES (64 * 1024)
#define EXTRA_BYTES (64 * 1024)

typedef struct
{
  SoupSession *session;
  const InkProgress *progress;
  gint64 patience; /* microseconds */
} Client;

/* Cancels a request that is not answered in time. */
typedef struct
{
  GCancellable *cancellable;
  GMutex mutex;
  GCond answered;
  gboolean is_answered;
  gint64 end;
} Watch;

static gpointer
watch_worker (gpointer user_data)
{
  Watch *watch = user_data;
  gboolean in_time = TRUE;

  g_mutex_lock (&watch->mutex);
  while (!watch->is_answered && in_time)
    in_time = g_cond_wait_until (&watch->answered, &watch->mutex, watch->end);
  g_mutex_unlock (&watch->mutex);
  if (!in_time)
    g_cancellable_cancel (watch->cancellable);
  return NULL;
}

/* As soup_session_send(), which waits for ever on a header in drops. */
static GInputStream *
send_in_time (const Client *client, SoupMessage *message, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { .cancellable = cancellable,
                  .end = g_get_monotonic_time () + client->patience };
  GInputStream *body;
  GThread *thread;

  g_mutex_init (&watch.mutex);
  g_cond_init (&watch.answered);
  thread = g_thread_try_new ("watch", watch_worker, &watch, NULL);
  body = soup_session_send (client->session, message, cancellable, error);
  g_mutex_lock (&watch.mutex);
  watch.is_answered = TRUE;
  g_cond_signal (&watch.answered);
  g_mutex_unlock (&watch.mutex);
  if (thread != NULL)
    g_thread_join (thread);
  g_mutex_clear (&watch.mutex);
  g_cond_clear (&watch.answered);
  return body;
}

static gboolean
is_too_slow (const Client *client, gint64 start, gsize n_bytes)
{
  gint64 time = g_get_monotonic_time () - start;

  return time > client->patience
         && (gint64) n_bytes < time / G_USEC_PER_SEC * MIN_BYTES_A_SECOND;
}

static gboolean
read_body (const Client *client, const char *uri, GInputStream *body,
           guint64 total, gsize limit, GByteArray *bytes, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autoptr (GError) cause = NULL;
  gint64 start = g_get_monotonic_time ();
  gssize n;

  while ((n = g_input_stream_read (body, chunk, CHUNK_BYTES, NULL, &cause)) > 0)
    {
      if ((gsize) n > limit - bytes->len)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: expected at most %" G_GSIZE_FORMAT
                              " bytes, found more",
                              uri, limit);
      g_byte_array_append (bytes, chunk, (guint) n);
      if (is_too_slow (client, start, bytes->len))
        return ink_error_set (error, INK_ERROR_IO,
                              "%s: expected %d bytes a second or more, found "
                              "less",
                              uri, MIN_BYTES_A_SECOND);
      if (client->progress->func != NULL)
        client->progress->func (uri, bytes->len, total,
                                client->progress->user_data);
    }
  if (n < 0)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot read: %s", uri,
                          cause->message);
  if (total > bytes->len)
    return ink_error_set (error, INK_ERROR_TRUNCATED,
                          "%s: expected %" G_GUINT64_FORMAT
                          " bytes, found %u",
                          uri, total, bytes->len);
  return TRUE;
}

/* The length that was announced; 0 where it does not tell the body's. */
static guint64
announced_length (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  if (soup_message_headers_get_encoding (headers)
          != SOUP_ENCODING_CONTENT_LENGTH
      || soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    return 0;
  return (guint64) MAX (soup_message_headers_get_content_length (headers), 0);
}

static GByteArray *
get_bytes (const Client *client, const char *uri, gsize limit, GError **error)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GInputStream) body = NULL;
  g_autoptr (GError) cause = NULL;
  guint status;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL
      || g_uri_get_host (parsed)[0] == '\0')
    {
      ink_error_set (error, INK_ERROR_ARGUMENT, "%s: expected a URL", uri);
      return NULL;
    }
  message = soup_message_new_from_uri ("GET", parsed);
  body = send_in_time (client, message, &cause);
  if (body == NULL)
    {
      ink_error_set (error, INK_ERROR_IO, "%s: cannot get: %s", uri,
                     g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                         ? "no answer in time"
                         : cause->message);
      return NULL;
    }
  status = soup_message_get_status (message);
  if (status != SOUP_STATUS_OK)
    {
      ink_error_set (error,
                     status == SOUP_STATUS_NOT_FOUND ? INK_ERROR_NOT_FOUND
                                                     : INK_ERROR_IO,
                     "%s: expected status 200, found %u (%s)", uri, status,
                     soup_status_get_phrase (status));
      return NULL;
    }
  if (!read_body (client, uri, body, announced_length (message), limit, bytes,
                  error))
    return NULL;
  return g_steal_pointer (&bytes);
}

/* Gzipped as the mirrors have it, else plain. */
static gboolean
fetch_file (const Client *client, const char *base, const InkRemoteFile *file,
            const char *into, GError **error)
{
  const char *slash = g_str_has_suffix (base, "/") ? "" : "/";
  g_autofree char *packed = g_strconcat (base, slash, file->name, ".gz", NULL);
  g_autofree char *plain = g_strconcat (base, slash, file->name, NULL);
  g_autofree char *path = g_build_filename (into, file->name, NULL);
  gsize limit = file->size + file->size / 1024 + EXTRA_BYTES;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GByteArray) bytes = get_bytes (client, packed, limit, &cause);

  if (bytes == NULL && !g_error_matches (cause, INK_ERROR, INK_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (bytes == NULL)
    bytes = get_bytes (client, plain, limit, error);
  if (bytes == NULL)
    return FALSE;
  return ink_file_replace (path, bytes->data, bytes->len, error);
}

gboolean
ink_fetch_http (const InkDownload *plan, const char *base, const char *into,
                const InkProgress *progress, GError **error)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options (
      "timeout", TIMEOUT_SECONDS, "user-agent", "inkling/" INK_VERSION, NULL);
  guint patience = plan->patience > 0 ? plan->patience : PATIENCE_SECONDS;
  Client client = { session, progress, (gint64) patience * G_USEC_PER_SEC };

  for (guint i = 0; i < plan->n_files; i++)
    if (!fetch_file (&client, base, &plan->files[i], into, error))
      return FALSE;
  return TRUE;
}

#else

gboolean
ink_fetch_http (const InkDownload *plan, const char *base, const char *into,
                const InkProgress *progress, GError **error)
{
  return ink_error_set (error, INK_ERROR_UNAVAILABLE,
                        "%s: this build has no downloads (libsoup 3)", base);
}

#endif
