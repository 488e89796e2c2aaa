/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"

G_BEGIN_DECLS

/* People, organisations and who belongs where. Functions that write are called inside a transaction of the catalog. */

typedef struct
{
  gint64 id;
  AeqId  uid;
  char  *email;
  char  *name;
  char  *password; /* its argon2id hash */
  gboolean verified; /* the address is known to be theirs */
} AeqPerson;

void aeq_person_clear (AeqPerson *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqPerson, aeq_person_clear)

typedef struct
{
  gint64  id;
  AeqId   uid;
  char   *name;
  AeqRole role; /* of the person asked about */
} AeqMembership;

void aeq_membership_clear (AeqMembership *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqMembership, aeq_membership_clear)

/* An identifier that nobody can guess. */
void     aeq_catalog_new_id (AeqId *id, AeqInstant now);
/* Lower case, one @, no spaces: FALSE when it cannot be an address. Free @normal. */
gboolean aeq_email_normalise (const char *text, char **normal);

/* @found FALSE: there is none. */
gboolean aeq_catalog_person_by_email (AeqStore *catalog, const char *email, AeqPerson *person, gboolean *found,
                                      GError **error);
gboolean aeq_catalog_person_by_uid (AeqStore *catalog, const AeqId *uid, AeqPerson *person, gboolean *found,
                                    GError **error);
gboolean aeq_catalog_add_person (AeqStore *catalog, AeqInstant now, AeqPerson *person,
                                 GError **error); /* fills id and uid */
gboolean aeq_catalog_set_password (AeqStore *catalog, gint64 person, const char *hash, GError **error);
/* The first time counts. */
gboolean aeq_catalog_set_verified (AeqStore *catalog, gint64 person, AeqInstant now, GError **error);
gboolean aeq_catalog_add_organisation (AeqStore *catalog, AeqInstant now, const char *name, AeqMembership *made,
                                       GError **error);
/* Its local number; 404 when there is none. */
gboolean aeq_catalog_organisation    (AeqStore *catalog, const AeqId *uid, gint64 *id, GError **error);
gboolean aeq_catalog_set_name        (AeqStore *catalog, const AeqId *organisation, const char *name, GError **error);

/* The person's place in @organisation (NULL: in the first they joined). */
gboolean aeq_catalog_membership (AeqStore *catalog, gint64 person, const AeqId *organisation, AeqMembership *membership,
                                 gboolean *found, GError **error);
gboolean aeq_catalog_add_member (AeqStore *catalog, gint64 organisation, gint64 person, AeqRole role, AeqInstant now,
                                 GError **error);
gboolean aeq_catalog_set_role (AeqStore *catalog, gint64 organisation, gint64 person, AeqRole role, GError **error);
/* Ends their sessions in it too. */
gboolean aeq_catalog_remove_member (AeqStore *catalog, gint64 organisation, gint64 person, AeqInstant now,
                                    GError **error);
gboolean aeq_catalog_count_owners    (AeqStore *catalog, gint64 organisation, gint64 *n, GError **error);

G_END_DECLS
