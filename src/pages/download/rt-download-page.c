/* The tab that fetches an address and shows everything about it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/download/rt-download-page.h"

#include "core/http/rt-curl-command.h"
#include "core/proxy/rt-proxy-policy.h"
#include "pages/download/rt-body-editor.h"
#include "pages/download/rt-connection-editor.h"
#include "pages/download/rt-worn-agent.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-agent-names.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"
#include "ui/rt-pair-editor.h"
#include "ui/rt-send-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RtDownloadPage
{
  RtPage parent_instance;

  RtWornAgent worn;

  GtkDropDown *method; /* its last choice is another method */
  GtkEditable *other_method;
  RtAddressBar *address;
  GtkToggleButton *more;
  GtkStack *options;
  GtkStackPage *body_page;
  GtkDropDown *agents;
  RtPairEditor *fields;
  RtBodyEditor *body;
  RtConnectionEditor *connection;
};

G_DEFINE_FINAL_TYPE (RtDownloadPage, rt_download_page, RT_TYPE_PAGE)

static const char *
get_method (RtDownloadPage *self)
{
  GListModel *methods = gtk_drop_down_get_model (self->method);
  guint selected = gtk_drop_down_get_selected (self->method);

  if (selected + 1 == g_list_model_get_n_items (methods))
    return gtk_editable_get_text (self->other_method);
  return gtk_string_list_get_string (GTK_STRING_LIST (methods), selected);
}

static void
set_method (RtDownloadPage *self, const char *method)
{
  GtkStringList *methods = GTK_STRING_LIST (gtk_drop_down_get_model (self->method));
  guint last = g_list_model_get_n_items (G_LIST_MODEL (methods)) - 1;
  guint i = 0;

  while (i < last && !g_str_equal (gtk_string_list_get_string (methods, i), method))
    i++;
  if (i == last)
    gtk_editable_set_text (self->other_method, method);
  gtk_drop_down_set_selected (self->method, i);
}

/* GET and HEAD have no body of a meaning (RFC 9110 §9.3.1), and servers choke on one. */
static gboolean
method_has_body (RtDownloadPage *self)
{
  const char *method = get_method (self);

  return !g_str_equal (method, "GET") && !g_str_equal (method, "HEAD");
}

static void
on_method_changed (RtDownloadPage *self)
{
  guint n_methods = g_list_model_get_n_items (gtk_drop_down_get_model (self->method));
  gboolean other = gtk_drop_down_get_selected (self->method) + 1 == n_methods;

  gtk_widget_set_visible (GTK_WIDGET (self->other_method), other);
  gtk_stack_page_set_visible (self->body_page, method_has_body (self));
  if (other)
    gtk_widget_grab_focus (GTK_WIDGET (self->other_method));
}

/* Shows the option that is wrong, where there is one, and the words below the address. */
static void
complain (RtDownloadPage *self, const char *option, const GError *error)
{
  g_autofree char *words = rt_error_dup_hint (error);

  if (option != NULL)
    {
      gtk_toggle_button_set_active (self->more, TRUE);
      gtk_stack_set_visible_child_name (self->options, option);
    }
  rt_address_bar_complain (self->address, words);
}

/* The editor shows what goes out: hints are not sent over plain http. */
static RtHeaderList *
fit_fields (RtDownloadPage *self, const RtHeaderList *edited, RtAgent *agent, GUri *uri)
{
  RtHeaderList *fields = rt_worn_agent_change (&self->worn, edited, agent, uri);

  if (!rt_header_list_equal (fields, edited))
    rt_pair_editor_set_fields (self->fields, fields);
  return fields;
}

/* Until the address is one, the fields are those for an example.  Ourselves are nobody to
 * dress up as: what is sent then is what is written. */
static void
on_agent_chosen (RtDownloadPage *self)
{
  RtAgent *chosen = rt_agent_drop_down_get_agent (self->agents);
  RtAgent *agent
      = chosen != NULL && gtk_drop_down_get_selected (self->agents) > 0 ? chosen : NULL;
  g_autoptr (RtHeaderList) edited = rt_pair_editor_dup_fields (self->fields, NULL);
  g_autoptr (RtRequest) there
      = rt_request_new ("GET", rt_address_bar_get_text (self->address), NULL);
  g_autoptr (RtRequest) example = rt_request_new ("GET", "https://www.example/", NULL);
  g_autoptr (RtHeaderList) fields = NULL;

  if (chosen != NULL && edited != NULL && agent != self->worn.agent)
    fields = fit_fields (self, edited, agent,
                         rt_request_get_uri (there != NULL ? there : example));
}

static RtRequest *
make_request (RtDownloadPage *self, const char **option, GError **error)
{
  g_autoptr (RtHeaderList) edited = NULL;
  g_autoptr (RtHeaderList) fields = NULL;
  g_autoptr (RtRequest) bare = NULL;
  g_autoptr (RtRequest) worn = NULL;
  g_autoptr (RtRequest) dressed = NULL;
  g_autoptr (RtRequest) loaded = NULL;
  const char *authorization;

  *option = NULL;
  bare = rt_request_new (get_method (self), rt_address_bar_get_text (self->address),
                         error);
  if (bare == NULL)
    return NULL;

  *option = "fields";
  edited = rt_pair_editor_dup_fields (self->fields, error);
  if (edited == NULL)
    return NULL;
  fields = fit_fields (self, edited, self->worn.agent, rt_request_get_uri (bare));
  /* From the address: "user:password@" is not among the fields that are edited. */
  authorization = rt_header_list_find (rt_request_get_fields (bare), "Authorization");
  if (authorization != NULL && rt_header_list_find (fields, "Authorization") == NULL
      && !rt_header_list_append (fields, "Authorization", authorization, error))
    return NULL;
  worn = rt_request_with_fields (bare, fields);
  dressed = self->worn.agent != NULL
                ? rt_request_with_field_source (worn, RT_FIELD_SOURCE (self->worn.agent))
                : rt_request_ref (worn);

  *option = "body";
  loaded = method_has_body (self) ? rt_body_editor_apply (self->body, dressed, error)
                                  : rt_request_ref (dressed);
  if (loaded == NULL)
    return NULL;

  *option = "connection";
  return rt_connection_editor_apply (
      self->connection, loaded,
      rt_workbench_get_proxy_source (rt_page_get_workbench (RT_PAGE (self))), error);
}

static void
rt_download_page_submit (RtPage *page)
{
  RtDownloadPage *self = RT_DOWNLOAD_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtRequest) kept = NULL;
  RtRequestOptions options;
  const char *option;

  request = make_request (self, &option, &error);
  if (request == NULL)
    {
      complain (self, option, error);
      return;
    }

  options = *rt_request_get_options (request);
  options.flags |= RT_REQUEST_KEEP_BODY;
  kept = rt_request_with_options (request, &options);
  rt_page_remember_address (page, rt_address_bar_get_text (self->address));
  rt_page_send (page, kept);
}

static void
on_exchange_changed (RtDownloadPage *self)
{
  rt_address_bar_set_exchange (self->address, rt_page_get_exchange (RT_PAGE (self)));
}

/* What the login of the address makes stays with it. */
static void
show_fields (RtDownloadPage *self, RtHeaderList *fields)
{
  g_autoptr (RtHeaderList) shown = rt_header_list_copy (fields);

  if (rt_address_bar_has_login (self->address,
                                rt_header_list_find (fields, "Authorization")))
    rt_header_list_remove (shown, "Authorization");
  rt_pair_editor_set_fields (self->fields, shown);
}

/* The choice follows; the fields are the request's own. */
static void
read_agent (RtDownloadPage *self, const RtRequest *request)
{
  RtFieldSource *source = rt_request_get_field_source (request);
  RtAgent *agent = RT_IS_AGENT (source) ? RT_AGENT (source) : NULL;
  RtAgentBook *book = rt_workbench_get_agents (rt_page_get_workbench (RT_PAGE (self)));

  g_signal_handlers_block_by_func (self->agents, on_agent_chosen, self);
  rt_agent_drop_down_select_worn (self->agents, book, request);
  g_signal_handlers_unblock_by_func (self->agents, on_agent_chosen, self);
  rt_worn_agent_set (&self->worn, agent, rt_request_get_uri (request));
}

static void
rt_download_page_read_request (RtPage *page, const RtRequest *request)
{
  RtDownloadPage *self = RT_DOWNLOAD_PAGE (page);
  g_autofree char *address = rt_request_dup_address (request);
  GPtrArray *rules = rt_request_get_connect_to (request);
  const RtConnectTo *rule = rules->len > 0 ? g_ptr_array_index (rules, 0) : NULL;

  set_method (self, rt_request_get_method (request));
  rt_address_bar_set_text (self->address, address);
  read_agent (self, request);
  show_fields (self, rt_request_get_fields (request));
  rt_body_editor_read (self->body, request);
  rt_connection_editor_set_options (self->connection, rt_request_get_options (request));
  rt_connection_editor_set_cookie_source (self->connection,
                                          rt_request_get_cookie_source (request));
  rt_connection_editor_set_proxy_source (
      self->connection, rt_request_get_proxy_source (request),
      rt_workbench_get_proxy_source (rt_page_get_workbench (page)));
  rt_connection_editor_set_address (self->connection, rule != NULL ? rule->address : "");
}

/* Where the command says nothing of a proxy, it is the usual way. */
static RtProxyPolicy *
make_policy (RtDownloadPage *self, const RtCurlWay *way, GError **error)
{
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));

  if (way->proxy == NULL && way->exceptions == NULL)
    return RT_PROXY_POLICY (
        g_object_ref (rt_workbench_get_usual_proxy_source (workbench)));
  return rt_proxy_policy_new_for_curl (way, rt_workbench_get_proxy_logins (workbench),
                                       error);
}

static void
on_command_pasted (RtDownloadPage *self, const char *command)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ignored = NULL;
  g_autofree char *list = NULL;
  g_autofree char *words = NULL;
  g_auto (RtCurlWay) way = { 0 };
  g_autoptr (RtRequest) bare = rt_curl_command_parse (command, &way, &ignored, &error);
  g_autoptr (RtProxyPolicy) policy = NULL;
  g_autoptr (RtRequest) request = NULL;

  if (bare != NULL)
    policy = make_policy (self, &way, &error);
  if (policy == NULL)
    {
      complain (self, NULL, error);
      return;
    }
  request = rt_request_with_proxy_source (bare, RT_PROXY_SOURCE (policy));
  rt_download_page_read_request (RT_PAGE (self), request);
  gtk_toggle_button_set_active (self->more, TRUE);
  if (ignored == NULL || ignored[0] == NULL)
    words = g_strdup (_ ("Filled in from the curl command"));
  else
    {
      list = g_strjoinv (" ", ignored);
      /* Translators: %s is a list of options, such as “--compressed -x”. */
      words = g_strdup_printf (_ ("Filled in from the curl command, without %s"), list);
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

/* What was used last is only put in place: nothing is fetched that was not asked for. */
static void
rt_download_page_constructed (GObject *object)
{
  RtDownloadPage *self = RT_DOWNLOAD_PAGE (object);
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));
  RtAddressHistory *history = rt_workbench_get_history (workbench);
  RtAgentBook *book = rt_workbench_get_agents (workbench);
  g_autoptr (RtPastAddress) last = NULL;
  g_autoptr (RtRequest) fresh = rt_request_new ("GET", "localhost", NULL);

  G_OBJECT_CLASS (rt_download_page_parent_class)->constructed (object);

  rt_pair_editor_set_fields (self->fields, rt_request_get_fields (fresh));
  rt_agent_drop_down_set_book (self->agents, book);
  rt_agent_drop_down_select (self->agents, book, rt_workbench_get_agent_id (workbench));
  rt_connection_editor_set_options (self->connection,
                                    rt_workbench_get_request_options (workbench));
  rt_connection_editor_set_jars (self->connection, rt_workbench_get_jars (workbench));
  rt_connection_editor_set_usual_proxy_source (
      self->connection, rt_workbench_get_usual_proxy_source (workbench));
  last = g_list_model_get_item (rt_address_history_get_addresses (history), 0);
  if (last != NULL)
    rt_address_bar_set_text (self->address, rt_past_address_get_text (last));
}

static void
rt_download_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_DOWNLOAD_PAGE);
  rt_worn_agent_clear (&RT_DOWNLOAD_PAGE (object)->worn);
  G_OBJECT_CLASS (rt_download_page_parent_class)->dispose (object);
}

static void
rt_download_page_class_init (RtDownloadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rt_download_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = rt_download_page_dispose;
  page_class->read_request = rt_download_page_read_request;
  page_class->submit = rt_download_page_submit;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/download/rt-download-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, method);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, other_method);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, address);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, more);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, options);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, body_page);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, agents);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, fields);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, body);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPage, connection);
  gtk_widget_class_bind_template_callback (widget_class, on_method_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_command_pasted);
  gtk_widget_class_bind_template_callback (widget_class, on_agent_chosen);
  gtk_widget_class_bind_template_callback (widget_class, rt_address_bar_submit);
}

static void
rt_download_page_init (RtDownloadPage *self)
{
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_PAIR_EDITOR);
  g_type_ensure (RT_TYPE_BODY_EDITOR);
  g_type_ensure (RT_TYPE_CONNECTION_EDITOR);
  g_type_ensure (RT_TYPE_SEND_BUTTON);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::exchange", G_CALLBACK (on_exchange_changed), NULL);
}
