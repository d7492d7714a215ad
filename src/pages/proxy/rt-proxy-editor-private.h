/* What the editor of a way has, for what is remembered of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/proxy/rt-proxy-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _RtProxyEditor
{
  GtkWidget parent_instance;

  char *login_place; /* whose login was put in, not typed; nullable */

  GtkWidget *group;
  AdwActionRow *mode_row;
  GtkDropDown *mode; /* in the order of RtProxyMode */
  AdwActionRow *kind_row;
  GtkDropDown *kind; /* in the order of RtProxyKind */
  GtkEditable *host;
  GtkWidget *own;
  GtkEditable *script;
  GtkEditable *user;
  GtkEditable *password;
  GtkEditable *bypass;
  GtkLabel *trouble;
};

/* rt-proxy-editor-values.c */
char *rt_proxy_editor_dup_address (RtProxyEditor *self);
void rt_proxy_editor_fill_in (RtProxyEditor *self, const RtProxy *proxy);

G_END_DECLS
