/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the server runs. A setting has one name everywhere: NAME=value below [server] in the file, AEQUITAS_SERVER_NAME
 * in the environment (in capitals), --NAME on the command line (with - for _); the later of these wins. There are no
 * secrets among them. */
typedef struct
{
  char  *listen;                  /* "127.0.0.1:8080", "[::1]:8080" */
  char  *data;                    /* folder */
  char  *seal_key;                /* file; "": in the data folder */
  char  *database;                /* postgresql://… without a password; "": files in data */
  char  *database_password_file;
  char  *redis;                   /* host:port or path of a socket; "": limits are counted by each server */
  char  *redis_password_file;
  char  *public_url;              /* of this server, in mails */
  char  *trusted_proxy;           /* address whose X-Forwarded-For is believed; "" */
  char  *cors_origins;            /* origins whose pages may call; "" */
  char  *log;                     /* level */
  gint64 threads;                 /* event loops; 0: one a processor */
  gint64 workers;
  gint64 connections;             /* 0: by the limit of open files */
  gint64 connections_per_address; /* 0: any number */
  gint64 upload_megabytes;
  gint64 export_megabytes;
  gint64 access_minutes;          /* life of an access token */
  gint64 refresh_days;
  gint64 invitation_days;
  gint64 verify_hours;
  gint64 verified_only;           /* 1: an address has to be verified before anything else */
  gint64 reset_minutes;
  gint64 settle_seconds;          /* a file of a drop must be unchanged before it is taken */
  gint64 private_addresses;       /* 1: URLs that users configure may lead there */
  gint64 drain_seconds;
  gint64 read_milliseconds;       /* of the database, a request */
  gint64 kept_kilobytes;          /* of answers, a ledger and event loop; 0: none */
  gint64 header_seconds;
  gint64 body_seconds;
  gint64 idle_seconds;
  gint64 reply_seconds;
  gint64 auth_per_minute;         /* an address */
  gint64 reads_per_second;        /* a person */
  gint64 writes_per_second;
  gint64 heavy_per_minute;        /* uploads and forecasts of a person */
  gint64 organisation_per_second; /* requests of all its people */

  char      *path;                /* (nullable) of the file, to be read again, with what follows */
  char     **flags;               /* of the command line, a setting each; NULL where there was none */
  GPtrArray *former;              /* texts that were replaced, and may still be read by others */
} AeqConfig;

/* @argc and @argv lose what was understood. @print (out): --print-config was given. */
gboolean aeq_config_load  (AeqConfig *self, int *argc, char ***argv, gboolean *print, GError **error);
void     aeq_config_clear (AeqConfig *self);
/* Reads file, environment and command line again, while others read @self. @changed (out): names of settings that are
 * different now; @kept: of those that will be with the next start. When something is wrong, nothing has changed. */
gboolean aeq_config_reload (AeqConfig *self, GString *changed, GString *kept, GError **error);
/* As a file that gives the same. Free it. */
char    *aeq_config_print (const AeqConfig *self);
/* The key file that seals secrets. Free it. */
char    *aeq_config_seal_path (const AeqConfig *self);
/* The parts of listen. Free @address. */
gboolean aeq_config_split_listen (const AeqConfig *self, char **address, guint *port, GError **error);

G_END_DECLS
