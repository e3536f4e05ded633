# ruff: noqa: E501 (the headings of an export stand in one line)
"""Small exports of many shapes, made up, with what a careful person would say their columns hold.

The wizard's words were tuned on `TUNED` only; `HELD` was measured before anything was changed for it.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["HELD", "TUNED", "Export", "write"]

Row = Callable[[int, random.Random], Sequence[object]]


class File(NamedTuple):
    """A file's headings, and what makes its rows."""

    head: str
    row: Row
    rows: int = 40


class Export(NamedTuple):
    """Files by name, the key to be proposed, the fields of each source, and stages of some events."""

    name: str
    lang: str
    files: Mapping[str, File]
    key: str
    sources: Mapping[str, Mapping[str, Any]]
    stages: Mapping[tuple[str, str, str], str]


def day(n: int, style: str = "%Y-%m-%d", start: date = date(2025, 1, 6)) -> str:
    return (start + timedelta(days=n * 5 % 400)).strftime(style)


def one(rng: random.Random, *values: str) -> str:
    return rng.choice(values)


def code(prefix: str, n: int) -> str:
    return f"{prefix}{n * 7919 % 100000:05d}"


COMPANIES = (
    "Alder Works",
    "Birch Foods",
    "Cedar Logistics",
    "Dogwood Tools",
    "Elm Textiles",
    "Fir Metals",
    "Gorse Paper",
    "Hazel Labs",
)
KAISHA = (
    "青葉精機株式会社",
    "株式会社いずみ食品",
    "有限会社うめ工業",
    "榎本物流株式会社",
    "株式会社おおぞら化成",
    "かえで製作所",
    "桐山電装株式会社",
    "くすのき産業",
)
NOTES = (
    "Asked how long the rollout takes and who trains the night shift.",
    "Happy with the pilot but worried about the yearly price.",
    "Wants a comparison with the vendor they use today.",
    "The report export broke after the update, needs a fix soon.",
    "No budget before April, call again in spring.",
    "They will show the proposal to the board next week.",
)
MEMOS = (
    "来期の予算に入れたいので概算がほしいとのこと。",
    "現場の操作が難しいという声があり、研修を希望。",
    "他社と比べている。決め手は導入後の支援とのこと。",
    "帳票の出力が遅い。月末に困っている。",
    "担当の方が異動されるため、引き継ぎの説明をした。",
    "価格は妥当だが、社内の説明資料が足りない。",
)


def company(n: int) -> str:
    return COMPANIES[n % 8]


def kaisha(n: int) -> str:
    return KAISHA[n % 8]


def at(n: int) -> str:
    return f"{day(n)} {n * 7 % 24:02d}:{n * 13 % 60:02d}:{n * 31 % 60:02d}"


def iso(n: int) -> str:
    return f"{day(n)}T{n * 7 % 24:02d}:{n * 13 % 60:02d}:{n * 31 % 60:02d}.000Z"


SALESFORCE = Export(
    "salesforce",
    "en",
    {
        "Account.csv": File(
            "Id,Name,Industry,Type,BillingCountry,NumberOfEmployees,OwnerId,CreatedDate",
            lambda n, r: (
                code("001", n),
                f"{company(n)} {n}",
                one(r, "Retail", "Energy"),
                one(r, "Customer", "Prospect"),
                one(r, "Japan", "Germany"),
                n * 37,
                code("005", n % 3),
                iso(n),
            ),
            20,
        ),
        "Opportunity.csv": File(
            "Id,AccountId,Name,StageName,Amount,CloseDate,CreatedDate,LastModifiedDate,LeadSource,OwnerId,Probability,IsClosed,IsWon",
            lambda n, r: (
                code("006", n),
                code("001", n % 20),
                f"{company(n)} deal {n}",
                one(r, "Prospecting", "Closed Won", "Closed Lost", "Proposal/Price Quote"),
                1000 + n * 370,
                day(n + 9),
                iso(n),
                iso(n + 20),
                one(r, "Web", "Partner Referral", "Trade Show"),
                code("005", n % 3),
                10 * (n % 11),
                one(r, "true", "false"),
                one(r, "true", "false"),
            ),
        ),
        "OpportunityHistory.csv": File(
            "Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate,CreatedById",
            lambda n, r: (
                code("008", n),
                code("006", n % 40),
                ("Prospecting", "Qualification", "Proposal/Price Quote", "Closed Won", "Closed Lost")[n % 5],
                1000 + n % 40 * 370,
                day(n % 40 + 9),
                iso(n),
                code("005", n % 3),
            ),
            120,
        ),
        "Task.csv": File(
            "Id,AccountId,WhoId,WhatId,Subject,TaskSubtype,Status,ActivityDate,Description,OwnerId",
            lambda n, r: (
                code("00T", n),
                code("001", n % 20),
                code("003", n % 30),
                code("006", n % 40),
                f"Follow-up {n}",
                one(r, "Call", "Email", "Meeting"),
                "Completed",
                day(n),
                NOTES[n % 6] + str(n),
                code("005", n % 3),
            ),
            80,
        ),
        "Case.csv": File(
            "Id,CaseNumber,AccountId,Status,Priority,Origin,Subject,Description,CreatedDate,ClosedDate",
            lambda n, r: (
                code("500", n),
                f"{1000 + n:08d}",
                code("001", n % 20),
                one(r, "New", "Closed"),
                one(r, "High", "Low"),
                one(r, "Phone", "Web"),
                f"Question {n}",
                NOTES[n % 6] + str(n),
                iso(n),
                iso(n + 3),
            ),
        ),
    },
    "account",
    {
        "Account": {"kind": "accounts", "account": "Id", "segments": {"Industry"}},
        "Opportunity": {
            "kind": "events",
            "account": "AccountId",
            "deal": "Id",
            "times": ("CloseDate", "CreatedDate"),
            "subtype": "StageName",
            "amount": "Amount",
            "segments": {"LeadSource"},
        },
        "OpportunityHistory": {
            "kind": "events",
            "deal": "OpportunityId",
            "account": "AccountId",
            "times": ("CreatedDate",),
            "what": "StageName",
        },
        "Task": {
            "kind": "events",
            "account": "AccountId",
            "times": ("ActivityDate",),
            "what": "TaskSubtype",
            "text": "Description",
        },
        "Case": {
            "kind": "events",
            "account": "AccountId",
            "times": ("ClosedDate", "CreatedDate"),
            "text": "Description",
        },
    },
    {
        ("Opportunity", "CloseDate", "Closed Won"): "purchase",
        ("Opportunity", "CloseDate", "Closed Lost"): "left",
        ("Opportunity", "CreatedDate", "Closed Won"): "consideration",
        ("OpportunityHistory", "Qualification", ""): "consideration",
        ("OpportunityHistory", "Closed Won", ""): "purchase",
        ("Task", "Meeting", ""): "consideration",
        ("Case", "CreatedDate", "New"): "retention",
    },
)

HUBSPOT = Export(
    "hubspot",
    "en",
    {
        "hubspot-companies.csv": File(
            "Record ID,Company name,Industry,City,Target Account,Create Date,Last Modified Date",
            lambda n, r: (
                9000000 + n * 17,
                f"{company(n)} {n}",
                one(r, "Retail", "Energy", "Banking"),
                one(r, "Osaka", "Lyon"),
                one(r, "true", "false"),
                at(n),
                at(n + 9),
            ),
            24,
        ),
        "hubspot-contacts.csv": File(
            "Record ID,First Name,Last Name,Email,Associated Company,Lifecycle Stage,Became a Lead Date,Became a Marketing Qualified Lead Date,Became a Customer Date,Original Source,Contact owner",
            lambda n, r: (
                301 + n * 3,
                "Kim",
                f"Doe{n}",
                f"kim{n}@mail.example",
                f"{company(n)} {n % 24}",
                one(r, "lead", "customer", "opportunity"),
                at(n),
                at(n + 4),
                at(n + 30) if n % 3 == 0 else "",
                one(r, "Organic Search", "Direct Traffic"),
                "Ann Lee",
            ),
        ),
        "hubspot-deals.csv": File(
            "Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Create Date,Amount,Deal owner,Associated Company,Closed Lost Reason",
            lambda n, r: (
                50000 + n * 11,
                f"New deal {n}",
                one(r, "Appointment Scheduled", "Contract Sent", "Closed Won", "Closed Lost"),
                "Sales Pipeline",
                at(n + 20),
                at(n),
                900 + n * 45,
                one(r, "Ann Lee", "Bo Ek"),
                f"{company(n)} {n % 24}",
                NOTES[n % 6] if n % 4 == 0 else "",
            ),
        ),
    },
    "account",
    {
        "hubspot-companies": {
            "kind": "accounts",
            "account": "Company name",
            "target": "Target Account",
            "segments": {"Industry"},
        },
        "hubspot-contacts": {
            "kind": "events",
            "account": "Associated Company",
            "times": (
                "Became a Lead Date",
                "Became a Marketing Qualified Lead Date",
                "Became a Customer Date",
            ),
            "segments": {"Original Source"},
        },
        "hubspot-deals": {
            "kind": "events",
            "account": "Associated Company",
            "deal": "Record ID",
            "times": ("Close Date", "Create Date"),
            "subtype": "Deal Stage",
            "amount": "Amount",
        },
    },
    {
        ("hubspot-contacts", "Became a Lead Date", "lead"): "interest",
        ("hubspot-contacts", "Became a Customer Date", "customer"): "purchase",
        ("hubspot-deals", "Close Date", "Closed Won"): "purchase",
        ("hubspot-deals", "Close Date", "Closed Lost"): "left",
        ("hubspot-deals", "Create Date", "Closed Lost"): "consideration",
    },
)

KINTONE = Export(
    "kintone",
    "ja",
    {
        "顧客管理.csv": File(
            "レコード番号,顧客ID,顧客名,業種,都道府県,従業員規模,ランク,作成日時,更新日時",
            lambda n, r: (
                n + 1,
                code("C", n),
                kaisha(n) + str(n),
                one(r, "製造業", "卸売業", "運輸業"),
                one(r, "東京都", "愛知県"),
                one(r, "50人未満", "300人以上"),
                one(r, "A", "B", "C"),
                day(n, "%Y/%m/%d 09:00"),
                day(n + 9, "%Y/%m/%d 09:00"),
            ),
            24,
        ),
        "案件管理.csv": File(
            "案件番号,案件名,顧客ID,フェーズ,提案日,受注日,失注日,完了予定日,受注金額,営業担当,更新日時",
            lambda n, r: (
                code("D", n),
                f"設備更新の件{n}",
                code("C", n % 24),
                ("商談中", "受注", "失注")[n % 3],
                day(n, "%Y/%m/%d"),
                day(n + 12, "%Y/%m/%d") if n % 3 == 1 else "",
                day(n + 12, "%Y/%m/%d") if n % 3 == 2 else "",
                day(n + 20, "%Y/%m/%d"),
                f"¥{(n + 1) * 120000:,}",
                one(r, "佐藤", "鈴木"),
                day(n + 30, "%Y/%m/%d"),
            ),
        ),
        "活動履歴.csv": File(
            "レコード番号,活動日,顧客ID,活動種別,活動内容,次回予定日,記入者",
            lambda n, r: (
                n + 1,
                day(n, "%Y/%m/%d"),
                code("C", n % 24),
                one(r, "訪問", "資料送付", "デモ", "電話"),
                MEMOS[n % 6] + str(n),
                day(n + 7, "%Y/%m/%d"),
                one(r, "佐藤", "鈴木"),
            ),
            80,
        ),
        "問い合わせ.csv": File(
            "受付番号,問い合わせ日時,顧客ID,区分,ご意見,対応状況,対応者",
            lambda n, r: (
                code("Q", n),
                day(n, "%Y/%m/%d 10:15"),
                code("C", n % 24),
                one(r, "操作", "不具合", "要望"),
                MEMOS[n % 6] + str(n),
                one(r, "完了", "対応中"),
                one(r, "高橋", "田中"),
            ),
        ),
    },
    "account",
    {
        "顧客管理": {"kind": "accounts", "account": "顧客ID", "segments": {"業種", "都道府県", "従業員規模"}},
        "案件管理": {
            "kind": "events",
            "account": "顧客ID",
            "deal": "案件番号",
            "times": ("提案日", "受注日", "失注日"),
            "subtype": "フェーズ",
            "amount": "受注金額",
        },
        "活動履歴": {
            "kind": "events",
            "account": "顧客ID",
            "times": ("活動日",),
            "what": "活動種別",
            "text": "活動内容",
        },
        "問い合わせ": {"kind": "events", "account": "顧客ID", "times": ("問い合わせ日時",), "text": "ご意見"},
    },
    {
        ("案件管理", "提案日", "受注"): "consideration",
        ("案件管理", "受注日", "受注"): "purchase",
        ("案件管理", "失注日", "失注"): "left",
        ("活動履歴", "訪問", ""): "consideration",
        ("活動履歴", "資料送付", ""): "interest",
        ("問い合わせ", "不具合", "完了"): "retention",
    },
)

SANSAN = Export(
    "sansan",
    "ja",
    {
        "名刺データ.csv": File(
            "名刺交換日,会社名,部署,役職,氏名,e-mail,電話番号,住所,名刺所有者,登録日",
            lambda n, r: (
                day(n, "%Y/%m/%d"),
                kaisha(n % 12),
                one(r, "製造部", "総務部"),
                one(r, "課長", "部長"),
                f"山田{n}郎",
                f"y{n}@kaisha{n % 12}.example",
                f"03-1234-{n:04d}",
                f"東京都港区{n}-1",
                one(r, "佐藤", "鈴木"),
                day(n + 1, "%Y/%m/%d"),
            ),
        ),
        "商談一覧.csv": File(
            "取引先名,商談名,フェーズ,成立日,完了予定日,金額,リードソース,商談所有者",
            lambda n, r: (
                kaisha(n % 12),
                f"保全システム{n}",
                ("提案", "見積", "受注", "失注")[n % 4],
                day(n + 9, "%Y/%m/%d") if n % 4 > 1 else "",
                day(n + 30, "%Y/%m/%d"),
                (n + 1) * 150000,
                one(r, "展示会", "Web", "紹介"),
                one(r, "佐藤", "鈴木"),
            ),
        ),
    },
    "account",
    {
        "名刺データ": {"kind": "events", "account": "会社名", "contact": "e-mail", "times": ("名刺交換日",)},
        "商談一覧": {
            "kind": "events",
            "account": "取引先名",
            "deal": "商談名",
            "times": ("成立日",),
            "subtype": "フェーズ",
            "amount": "金額",
            "segments": {"リードソース"},
        },
    },
    {
        ("名刺データ", "", ""): "aware",
        ("商談一覧", "", "受注"): "purchase",
        ("商談一覧", "", "失注"): "left",
    },
)

MARKETO = Export(
    "marketo",
    "en",
    {
        "marketo_leads.csv": File(
            "id,email,company,industry,leadSource,createdAt,updatedAt,leadScore",
            lambda n, r: (
                1000 + n,
                f"p{n}@firm{n % 15}.example",
                f"{company(n)} {n % 15}",
                one(r, "Retail", "Energy"),
                one(r, "Web", "List"),
                iso(n),
                iso(n + 30),
                n * 3,
            ),
            60,
        ),
        "marketo_activities.csv": File(
            "marketoGUID,leadId,activityDate,activityType,campaignId,primaryAttributeValue",
            lambda n, r: (
                f"{n * 7919:08x}",
                1000 + n % 60,
                iso(n),
                one(
                    r,
                    "Visit Webpage",
                    "Fill Out Form",
                    "Open Email",
                    "Send Email",
                    "Click Email",
                    "Attend Webinar",
                ),
                20 + n % 4,
                f"asset {n % 9}",
            ),
            200,
        ),
    },
    "contact",
    {
        "marketo_activities": {
            "kind": "events",
            "contact": "leadId",
            "times": ("activityDate",),
            "what": "activityType",
        },
    },
    {
        ("marketo_activities", "Visit Webpage", ""): "interest",
        ("marketo_activities", "Fill Out Form", ""): "interest",
        ("marketo_activities", "Send Email", ""): "",
        ("marketo_activities", "Attend Webinar", ""): "aware",
    },
)

PARDOT = Export(
    "pardot",
    "en",
    {
        "visitor_activity.csv": File(
            "id,prospect_id,visitor_id,type,type_name,details,campaign_id,created_at,updated_at",
            lambda n, r: (
                5000 + n,
                700 + n % 30,
                900 + n % 35,
                n % 4,
                ("Page View", "Form Submission", "Email Open", "Email Bounced")[n % 4],
                f"/page/{n % 9}",
                3 + n % 2,
                at(n),
                at(n),
            ),
            160,
        ),
        "prospects.csv": File(
            "id,email,company,score,grade,source,crm_account_fid,created_at",
            lambda n, r: (
                700 + n,
                f"q{n}@firm{n % 9}.example",
                f"{company(n)} {n % 9}",
                n * 5,
                one(r, "A", "B", "C"),
                one(r, "Google", "Referral"),
                code("001", n % 9),
                at(n),
            ),
            30,
        ),
    },
    "contact",
    {
        "visitor_activity": {
            "kind": "events",
            "contact": "prospect_id",
            "times": ("created_at",),
            "what": "type_name",
        },
    },
    {
        ("visitor_activity", "Page View", ""): "interest",
        ("visitor_activity", "Form Submission", ""): "interest",
        ("visitor_activity", "Email Bounced", ""): "",
    },
)

GA4 = Export(
    "ga4",
    "en",
    {
        "ga4_events.csv": File(
            "event_date,event_timestamp,event_name,user_pseudo_id,page_location,traffic_source.source,device.category,geo.country",
            lambda n, r: (
                day(n, "%Y%m%d"),
                1735689600000000 + n * 43200000000,
                one(r, "page_view", "scroll", "file_download", "generate_lead", "session_start"),
                f"{100 + n % 30}.{n % 30 * 77}",
                f"https://site.example/{one(r, 'pricing', 'blog', 'case-study')}",
                one(r, "google", "(direct)"),
                one(r, "desktop", "mobile"),
                one(r, "Japan", "Germany"),
            ),
            200,
        ),
    },
    "contact",
    {
        "ga4_events": {
            "kind": "events",
            "contact": "user_pseudo_id",
            "times": ("event_timestamp",),
            "what": "event_name",
            "segments": {"traffic_source.source"},
        },
    },
    {
        ("ga4_events", "page_view", ""): "interest",
        ("ga4_events", "file_download", ""): "interest",
        ("ga4_events", "scroll", ""): "",
        ("ga4_events", "generate_lead", ""): "interest",
    },
)

ZENDESK = Export(
    "zendesk",
    "en",
    {
        "zendesk_tickets.csv": File(
            "Ticket ID,Subject,Description,Status,Priority,Channel,Requester,Requester email,Organization,Assignee,Created at,Updated at,Solved at,Due at,Satisfaction Score",
            lambda n, r: (
                20000 + n,
                f"Help with {n}",
                NOTES[n % 6] + str(n),
                one(r, "open", "solved", "closed"),
                one(r, "high", "normal"),
                one(r, "email", "web"),
                f"Person {n % 25}",
                f"r{n % 25}@org{n % 10}.example",
                f"{company(n)} {n % 10}",
                one(r, "Ann", "Bo"),
                at(n),
                at(n + 8),
                at(n + 6) if n % 3 else "",
                at(n + 10),
                1 + n % 5,
            ),
            60,
        ),
    },
    "account",
    {
        "zendesk_tickets": {
            "kind": "events",
            "account": "Organization",
            "times": ("Created at", "Solved at"),
            "text": "Description",
            "score": "Satisfaction Score",
        },
    },
    {
        ("zendesk_tickets", "Created at", "open"): "retention",
        ("zendesk_tickets", "Solved at", "solved"): "retention",
    },
)

NPS_JA = Export(
    "nps_ja",
    "ja",
    {
        "満足度アンケート.csv": File(
            "回答日,会社名,回答者氏名,推奨度,自由記述,ご担当部署,業種",
            lambda n, r: (
                f"令和{6 + n % 2}年{1 + n % 12}月{1 + n % 28}日",
                kaisha(n % 10),
                f"田中{n}",
                n % 11,
                MEMOS[n % 6] + str(n),
                one(r, "製造", "総務"),
                one(r, "製造業", "食品"),
            ),
            50,
        ),
    },
    "account",
    {
        "満足度アンケート": {
            "kind": "events",
            "account": "会社名",
            "times": ("回答日",),
            "score": "推奨度",
            "text": "自由記述",
            "segments": {"業種"},
        },
    },
    {("満足度アンケート", "", ""): "retention"},
)

NPS_EN = Export(
    "nps_en",
    "en",
    {
        "survey_results.csv": File(
            "response_id,submitted_on,customer_id,nps_score,verbatim,language",
            lambda n, r: (
                f"R{n}",
                day(n, "%m/%d/%Y"),
                code("K", n % 20),
                n % 11,
                NOTES[n % 6] + str(n),
                one(r, "en", "fr"),
            ),
            50,
        ),
        "customers.csv": File(
            "customer_id,customer_name,tier,region,key_account,since",
            lambda n, r: (
                code("K", n),
                f"{company(n)} {n}",
                one(r, "gold", "silver"),
                one(r, "EMEA", "APAC"),
                one(r, "Y", "N"),
                day(n, "%m/%d/%Y"),
            ),
            25,
        ),
    },
    "account",
    {
        "survey_results": {
            "kind": "events",
            "account": "customer_id",
            "times": ("submitted_on",),
            "score": "nps_score",
            "text": "verbatim",
        },
        "customers": {
            "kind": "accounts",
            "account": "customer_id",
            "target": "key_account",
            "segments": {"tier", "region"},
        },
    },
    {("survey_results", "", ""): "retention"},
)

IBM = Export(
    "ibm_win",
    "en",
    {
        "WA_Fn-UseC_-Sales-Win-Loss.csv": File(
            "Opportunity Number,Supplies Subgroup,Supplies Group,Region,Route To Market,Elapsed Days In Sales Stage,Opportunity Result,Sales Stage Change Count,Opportunity Amount USD,Competitor Type",
            lambda n, r: (
                1641984 + n,
                one(r, "Exterior Accessories", "Motorcycle Parts"),
                one(r, "Car Accessories", "Performance"),
                one(r, "Northwest", "Midwest"),
                one(r, "Fields Sales", "Reseller"),
                10 + n % 90,
                one(r, "Won", "Loss"),
                1 + n % 9,
                n * 511,
                one(r, "Known", "None"),
            ),
            60,
        ),
    },
    "deal",
    {
        "WA_Fn-UseC_-Sales-Win-Loss": {
            "kind": "events",
            "deal": "Opportunity Number",
            "times": (),
            "subtype": "Opportunity Result",
            "amount": "Opportunity Amount USD",
            "segments": {"Region", "Route To Market"},
        },
    },
    {
        ("WA_Fn-UseC_-Sales-Win-Loss", "", "Won"): "purchase",
        ("WA_Fn-UseC_-Sales-Win-Loss", "", "Loss"): "left",
    },
)

X_EDUCATION = Export(
    "lead_scoring",
    "en",
    {
        "Lead Scoring.csv": File(
            "Prospect ID,Lead Number,Lead Origin,Lead Source,Do Not Email,Converted,TotalVisits,Total Time Spent on Website,Last Activity,Country,Specialization,Tags,Lead Quality,City",
            lambda n, r: (
                f"{n * 7919:08x}-aa",
                660737 - n,
                one(r, "API", "Landing Page Submission"),
                one(r, "Google", "Direct Traffic"),
                one(r, "No", "Yes"),
                n % 2,
                n % 9,
                n * 13,
                one(r, "Email Opened", "Page Visited on Website"),
                one(r, "India", "Oman"),
                one(r, "Finance", "HR"),
                one(r, "Ringing", "Interested in other courses"),
                one(r, "Might be", "Not Sure"),
                one(r, "Mumbai", "Thane"),
            ),
            60,
        ),
    },
    "contact",
    {
        "Lead Scoring": {
            "kind": "events",
            "contact": "Prospect ID",
            "times": (),
            "subtype": "Converted",
            "segments": {"Lead Origin", "Lead Source"},
        },
    },
    {("Lead Scoring", "", "1"): "purchase", ("Lead Scoring", "", "0"): "interest"},
)

INVOICES = Export(
    "invoices",
    "en",
    {
        "online_retail.csv": File(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            lambda n, r: (
                536365 + n // 3,
                code("S", n % 20),
                one(r, "WHITE METAL LANTERN", "GLASS STAR T-LIGHT HOLDER", "WOOLLY HOTTIE HEART"),
                1 + n % 12,
                f"12/{1 + n // 3 % 28}/2010 8:26",
                2.55 + n % 5,
                17850 + n // 3 % 15,
                one(r, "United Kingdom", "France"),
            ),
            120,
        ),
    },
    "account",
    {
        "online_retail": {
            "kind": "events",
            "account": "CustomerID",
            "times": ("InvoiceDate",),
            "segments": {"Country"},
            "text": "",
        },
    },
    {("online_retail", "", ""): "purchase"},
)

GERMAN = Export(
    "auftraege",
    "en",
    {
        "Aufträge.csv": File(
            "Auftragsnummer;Kundennummer;Auftragsdatum;Lieferdatum geplant;Status;Betrag;Bemerkung;Geändert am",
            lambda n, r: (
                4000 + n,
                code("K", n % 18),
                day(n, "%d.%m.%Y"),
                day(n + 20, "%d.%m.%Y"),
                one(r, "bestellt", "storniert", "geliefert"),
                f"{n + 1}.250,00",
                NOTES[n % 6] + str(n),
                day(n + 25, "%d.%m.%Y"),
            ),
            50,
        ),
        "Kunden.csv": File(
            "Kundennummer;Firma;Branche;Land;Angelegt am",
            lambda n, r: (
                code("K", n),
                f"{company(n)} GmbH {n}",
                one(r, "Handel", "Bau"),
                one(r, "DE", "AT"),
                day(n, "%d.%m.%Y"),
            ),
            20,
        ),
    },
    "account",
    {
        "Aufträge": {
            "kind": "events",
            "account": "Kundennummer",
            "times": ("Auftragsdatum",),
            "subtype": "Status",
            "amount": "Betrag",
            "text": "Bemerkung",
        },
        "Kunden": {"kind": "accounts", "account": "Kundennummer", "segments": {"Branche", "Land"}},
    },
    {("Aufträge", "", "bestellt"): "purchase", ("Aufträge", "", "storniert"): ""},
)

PROCESS = Export(
    "running_example",
    "en",
    {
        "running-example.csv": File(
            "case_id;activity;timestamp;costs;org:resource",
            lambda n, r: (
                1 + n // 6,
                (
                    "register request",
                    "examine casually",
                    "check ticket",
                    "decide",
                    "reject request",
                    "pay compensation",
                )[n % 6],
                f"2010-12-{1 + n // 6 % 28:02d} 1{n % 6}:02:00+01:00",
                50 + n % 4 * 50,
                one(r, "Pete", "Sue"),
            ),
            120,
        ),
    },
    "deal",
    {
        "running-example": {"kind": "events", "deal": "case_id", "times": ("timestamp",), "what": "activity"},
    },
    {("running-example", "reject request", ""): "left"},
)

PROCESS_LOG = Export(
    "process_log",
    "en",
    {
        "log.csv": File(
            "case:concept:name,concept:name,time:timestamp,lifecycle:transition,org:resource,case:variant",
            lambda n, r: (
                f"case-{10011 + n // 5}",
                (
                    "Confirmation of receipt",
                    "Offer sent",
                    "Order placed",
                    "Invoice paid",
                    "Application cancelled",
                )[n % 5],
                f"2011-{1 + n // 5 % 12:02d}-11T1{n % 5}:45:40.276+02:00",
                one(r, "complete", "start"),
                one(r, "Resource21", "Resource10"),
                f"Variant {n % 3}",
            ),
            150,
        ),
    },
    "deal",
    {
        "log": {
            "kind": "events",
            "deal": "case:concept:name",
            "times": ("time:timestamp",),
            "what": "concept:name",
        },
    },
    {
        ("log", "Offer sent", "complete"): "consideration",
        ("log", "Order placed", "complete"): "purchase",
        ("log", "Application cancelled", "start"): "left",
    },
)

PORTUGUESE = Export(
    "pedidos",
    "en",
    {
        "pedidos.csv": File(
            "id_pedido,id_cliente,data_compra,data_entrega_prevista,situacao,valor_total,nota_avaliacao,comentario",
            lambda n, r: (
                code("P", n),
                code("C", n % 15),
                day(n, "%d/%m/%Y"),
                day(n + 12, "%d/%m/%Y"),
                one(r, "pago", "cancelado", "entregue"),
                f"R$ {n + 1}.500,00",
                1 + n % 5,
                NOTES[n % 6] + str(n) if n % 2 else "",
            ),
            50,
        ),
        "clientes.csv": File(
            "id_cliente,empresa,setor,estado,porte",
            lambda n, r: (
                code("C", n),
                f"{company(n)} Ltda {n}",
                one(r, "varejo", "energia"),
                one(r, "SP", "RJ", "MG"),
                one(r, "pequeno", "grande"),
            ),
            18,
        ),
    },
    "account",
    {
        "pedidos": {
            "kind": "events",
            "account": "id_cliente",
            "times": ("data_compra",),
            "subtype": "situacao",
            "score": "nota_avaliacao",
            "text": "comentario",
        },
        "clientes": {"kind": "accounts", "account": "id_cliente", "segments": {"setor", "estado", "porte"}},
    },
    {("pedidos", "", "pago"): "purchase", ("pedidos", "", "cancelado"): ""},
)

MA_JA = Export(
    "ma_ja",
    "ja",
    {
        "行動履歴.csv": File(
            "日時,メールアドレス,会社名,行動,対象ページURL,流入元",
            lambda n, r: (
                day(n, "%Y年%m月%d日") + " 10時15分" * 0,
                f"m{n % 30}@kaisha{n % 10}.example",
                kaisha(n % 10),
                one(
                    r,
                    "サイト訪問",
                    "資料ダウンロード",
                    "メール開封",
                    "メール送信",
                    "セミナー参加",
                    "見積依頼",
                ),
                f"https://site.example/{n % 7}",
                one(r, "検索", "広告", "メルマガ"),
            ),
            150,
        ),
    },
    "account",
    {
        "行動履歴": {
            "kind": "events",
            "account": "会社名",
            "contact": "メールアドレス",
            "times": ("日時",),
            "what": "行動",
            "segments": {"流入元"},
        },
    },
    {
        ("行動履歴", "資料ダウンロード", ""): "interest",
        ("行動履歴", "メール送信", ""): "",
        ("行動履歴", "セミナー参加", ""): "aware",
        ("行動履歴", "見積依頼", ""): "consideration",
    },
)

DYNAMICS = Export(
    "dynamics",
    "en",
    {
        "opportunities_export.csv": File(
            "Opportunity ID,Topic,Potential Customer,Status Reason,Est. Close Date,Actual Close Date,Actual Revenue,Created On,Modified On,Owner",
            lambda n, r: (
                code("OPP-", n),
                f"Need {n} units of line {n}",
                f"{company(n)} {n % 12}",
                one(r, "In Progress", "Won", "Lost"),
                day(n + 30, "%m/%d/%Y"),
                day(n + 25, "%m/%d/%Y") if n % 2 else "",
                f"${n * 310}.00",
                day(n, "%m/%d/%Y"),
                day(n + 31, "%m/%d/%Y"),
                one(r, "Ann Lee", "Bo Ek"),
            ),
            60,
        ),
    },
    "account",
    {
        "opportunities_export": {
            "kind": "events",
            "account": "Potential Customer",
            "deal": "Opportunity ID",
            "times": ("Actual Close Date", "Created On"),
            "subtype": "Status Reason",
            "amount": "Actual Revenue",
        },
    },
    {
        ("opportunities_export", "Actual Close Date", "Won"): "purchase",
        ("opportunities_export", "Actual Close Date", "Lost"): "left",
        ("opportunities_export", "Created On", "Won"): "consideration",
    },
)

FAIR_JA = Export(
    "fair_ja",
    "ja",
    {
        "展示会来場者.csv": File(
            "来場日,会社名,お名前,メールアドレス,興味のある製品,アンケート回答",
            lambda n, r: (
                day(n % 3, "%Y/%m/%d"),
                kaisha(n % 14) + str(n % 14),
                f"伊藤{n}",
                f"i{n}@k{n % 14}.example",
                one(r, "まもり帳", "点検くん"),
                MEMOS[n % 6] + str(n),
            ),
            50,
        ),
        "受注一覧.csv": File(
            "受注番号,得意先名,受注日,受注金額,納期,担当者,商品名",
            lambda n, r: (
                code("J", n),
                kaisha(n % 14) + str(n % 14),
                day(n, "%Y/%m/%d"),
                f"{n + 1}2万円",
                day(n + 30, "%Y/%m/%d"),
                one(r, "佐藤", "鈴木"),
                one(r, "まもり帳", "点検くん"),
            ),
            50,
        ),
    },
    "account",
    {
        "展示会来場者": {
            "kind": "events",
            "account": "会社名",
            "contact": "メールアドレス",
            "times": ("来場日",),
            "text": "アンケート回答",
        },
        "受注一覧": {"kind": "events", "account": "得意先名", "times": ("受注日",), "amount": "受注金額"},
    },
    {("展示会来場者", "", ""): "aware", ("受注一覧", "", ""): "purchase"},
)

USAGE = Export(
    "usage",
    "en",
    {
        "product_usage.csv": File(
            "account_id,user_email,event,occurred_at,plan_name",
            lambda n, r: (
                code("A", n % 20),
                f"u{n % 50}@a{n % 20}.example",
                one(r, "login", "report_exported", "seat_added"),
                iso(n),
                one(r, "pro", "basic"),
            ),
            200,
        ),
        "contracts.csv": File(
            "contract_no,account_id,signed_date,renewal_due_date,cancelled_on,mrr",
            lambda n, r: (
                code("N", n),
                code("A", n),
                day(n),
                day(n + 70),
                day(n + 60) if n % 4 == 0 else "",
                100 + n * 9,
            ),
            20,
        ),
    },
    "account",
    {
        "product_usage": {
            "kind": "events",
            "account": "account_id",
            "contact": "user_email",
            "times": ("occurred_at",),
            "what": "event",
        },
        "contracts": {
            "kind": "events",
            "account": "account_id",
            "deal": "contract_no",
            "times": ("signed_date", "cancelled_on"),
            "amount": "mrr",
        },
    },
    {
        ("product_usage", "login", ""): "retention",
        ("contracts", "signed_date", ""): "purchase",
        ("contracts", "cancelled_on", ""): "left",
    },
)

CONTRACTS_JA = Export(
    "contracts_ja",
    "ja",
    {
        "契約一覧.csv": File(
            "契約番号,契約企業,プラン,契約開始日,契約満了日,解約日,月額,更新日時",
            lambda n, r: (
                code("K", n),
                kaisha(n % 14) + str(n % 14),
                one(r, "標準", "拡張"),
                day(n, "%Y/%m/%d"),
                day(n + 73, "%Y/%m/%d"),
                day(n + 60, "%Y/%m/%d") if n % 4 == 0 else "",
                180000 + n * 1000,
                day(n + 75, "%Y/%m/%d"),
            ),
            40,
        ),
        "ログイン履歴.csv": File(
            "ログイン日時,契約企業,利用者,操作",
            lambda n, r: (
                day(n, "%Y/%m/%d 8:05"),
                kaisha(n % 14) + str(n % 14),
                f"利用者{n % 40}",
                one(r, "点検記録", "台帳登録", "写真添付"),
            ),
            200,
        ),
    },
    "account",
    {
        "契約一覧": {
            "kind": "events",
            "account": "契約企業",
            "deal": "契約番号",
            "times": ("契約開始日", "解約日"),
            "amount": "月額",
            "segments": {"プラン"},
        },
        "ログイン履歴": {"kind": "events", "account": "契約企業", "times": ("ログイン日時",), "what": "操作"},
    },
    {
        ("契約一覧", "契約開始日", ""): "purchase",
        ("契約一覧", "解約日", ""): "left",
        ("ログイン履歴", "点検記録", ""): "retention",
    },
)

TUNED = (SALESFORCE, KINTONE, MARKETO, GA4, NPS_JA, IBM, INVOICES, PROCESS, PORTUGUESE, DYNAMICS, USAGE)
HELD = (
    HUBSPOT,
    SANSAN,
    PARDOT,
    ZENDESK,
    NPS_EN,
    X_EDUCATION,
    GERMAN,
    PROCESS_LOG,
    MA_JA,
    FAIR_JA,
    CONTRACTS_JA,
)


def write(export: Export, folder: Path) -> Path:
    """Write an export's files, the same each time."""
    for name, file in export.files.items():
        rng, mark = random.Random(name), ";" if ";" in file.head else ","
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, delimiter=mark)
            rows.writerow(file.head.split(mark))
            rows.writerows(file.row(n, rng) for n in range(file.rows))
    return folder
