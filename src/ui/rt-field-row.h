/* One line of the fields view: a field, or the heading above some. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Immutable.  A heading has no value. */
#define RT_TYPE_FIELD_ROW (rt_field_row_get_type ())
G_DECLARE_FINAL_TYPE (RtFieldRow, rt_field_row, RT, FIELD_ROW, GObject)

const char *rt_field_row_get_name (RtFieldRow *self);
const char *rt_field_row_get_value (RtFieldRow *self);
gboolean rt_field_row_is_heading (RtFieldRow *self);
gboolean rt_field_row_is_remark (RtFieldRow *self);
gboolean rt_field_row_matches (RtFieldRow *self, const char *needle);
GPtrArray *rt_field_rows_for_hop (RtExchange *exchange, RtHop *hop);
void rt_field_rows_add (GPtrArray *rows, char *name, char *value);
void rt_field_rows_add_remark (GPtrArray *rows, char *name, char *value);
void rt_field_rows_add_fields (GPtrArray *rows, const RtHeaderList *fields);

char *rt_field_rows_to_text (GPtrArray *rows);

G_END_DECLS
