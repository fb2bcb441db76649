# unreviewed

record-title = سجلي
record-search = البحث في كل شيء
record-search-hint = الحساسية والأدوية والنتائج والرسائل…
record-found = { $count ->
    [0] لم يُعثر على شيء
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
   *[other] { $count } سجلًا
}
record-view = الترتيب
record-view-sections = حسب النوع
record-view-timeline = حسب التاريخ
record-origin = عرض
record-origin-all = الكل
record-origin-imported = من ملفات
record-origin-added_by_me = أضفته أنا
record-add = إضافة
record-empty-title = لا شيء هنا بعد
record-empty = أضف ملفًا أو صورة رسالة أو اكتب شيئًا.
record-nothing-title = لم يُعثر على شيء
record-nothing = جرّب كلمة أخرى أو انظر إلى كل السجلات.
record-no-date = بلا تاريخ
record-list = السجلات { $from } إلى { $to }
record-severe = شديدة
record-clinical-name = الاسم الطبي
record-code = رابط أو رمز من عيادة
record-source = المصدر
record-date = التاريخ
record-imported = أُضيف في
record-file = الملف
record-details = التفاصيل
record-raw = البيانات كما وصلت
record-raw-note = هذا ما أرسله المصدر دون تغيير.
record-course = مع الوقت
record-course-label = { $title }: { $count } قيم، آخرها في { $date }
record-shared = من رأى هذا
record-shared-none = لا أحد. لم تشاركه.
record-shared-opened = فُتح. أعطيته في { $date }.
record-shared-unopened = لم يُفتح. أعطيته في { $date }.
record-sensitive = يُحجب عند المشاركة إلا إذا اخترته: { $group }
record-remove = إزالة من هذه المحفظة
record-remove-title = إزالة هذا؟
record-remove-note = يختفي من هذا الجهاز. النسخ التي شاركتها تبقى لدى العيادات.
record-removed = أُزيل.
record-document = مستند
record-document-save = حفظ الملف
record-document-saved = حُفظ باسم { $file }.
record-document-none = لا يمكن عرض هذا النوع من الملفات هنا.
record-document-page = صفحة { $page } من { $pages }
record-document-before = الصفحة السابقة
record-document-after = الصفحة التالية
record-document-alt = صفحة { $page } من { $name }
record-fact-status = الحالة
record-fact-verification = درجة التأكد
record-fact-type = النوع
record-fact-criticality = الخطورة
record-fact-reaction = رد الفعل
record-fact-severity = الشدة
record-fact-onset = البداية
record-fact-last_reaction = آخر رد فعل
record-fact-dose = الجرعة
record-fact-route = طريقة الأخذ
record-fact-as_needed = عند الحاجة فقط
record-fact-since = منذ
record-fact-until = حتى
record-fact-reason = السبب
record-fact-stopped_because = أُوقف بسبب
record-fact-quantity = الكمية
record-fact-stage = المرحلة
record-fact-body_site = موضع الجسم
record-fact-ended = النهاية
record-fact-protects_from = يحمي من
record-fact-dose_number = رقم الجرعة
record-fact-lot = رقم التشغيلة
record-fact-range = المجال الطبيعي
record-fact-interpretation = يقول المختبر
record-fact-conclusion = الخلاصة
record-fact-method = الطريقة
record-fact-outcome = النتيجة النهائية
record-fact-complication = مضاعفة
record-fact-description = الوصف
record-fact-birth_date = تاريخ الميلاد
record-fact-gender = الجنس
record-fact-phone = الهاتف
record-fact-address = العنوان
record-fact-value = النتيجة
record-fact-component = جزء
record-fact-note = ملاحظة
record-fact-recorded = دُوّن في
record-add-title = إضافة إلى سجلك
record-add-file = اختر ملفًا
record-add-file-hint = ملف سجل من مستشفى أو ZIP أو PDF أو صورة أو نص. أو أفلته هنا أو ألصقه.
record-add-reading = جارٍ قراءة { $file }
record-add-sample = التجربة بمثال
record-add-sample-note = بيانات مختلقة، معلَّمة بكلمة «مثال» في كل مكان.
record-add-by-hand = اكتبه بنفسك
record-add-by-hand-note = يُعلَّم بعبارة «أضفته أنا».
record-kind = ما هو؟
record-kind-allergy = حساسية
record-kind-medicine = دواء
record-name-allergy = مم تتحسس؟
record-name-medicine = أي دواء؟
record-detail-allergy = ماذا يحدث؟
record-detail-medicine = كم، وكم مرة؟
record-since = منذ متى؟
record-since-hint = السنة تكفي: 2019
record-severe-ask = كان شديدًا
record-severe-note = صعوبة في التنفس أو تورم أو مستشفى.
record-hand-save = حفظ
record-hand-saved = { $name } في سجلك.
record-report-added = { $count ->
    [0] لا جديد في { $file }
    [one] أُضيف سجل واحد من { $file }
    [two] أُضيف سجلان من { $file }
    [few] أُضيفت { $count } سجلات من { $file }
   *[other] أُضيف { $count } سجلًا من { $file }
}
record-report-unread = تعذرت قراءة { $file }
record-report-known = { $count ->
    [one] واحد كان هنا من قبل.
   *[other] { $count } كانت هنا من قبل.
}
record-report-problems = { $count ->
    [one] تعذرت قراءة شيء واحد
    [two] تعذرت قراءة شيئين
    [few] تعذرت قراءة { $count } أشياء
   *[other] تعذرت قراءة { $count } شيئًا
}
record-report-see = انظر إلى سجلك
record-other-title = هل هذا عنك؟
record-other-note = هذا الملف عن { $file }. سجلك عن { $here }.
record-other-same = نعم، أنا: أضفه
record-other-other = لا: احفظه منفصلًا
record-other-other-note = السجلات المنفصلة لا تظهر أبدًا في ملخصك.
record-other-cancel = لا تضفه

record-sample-title = هل نزيل المثال أولًا؟
record-sample-note = المثال المختلق ما زال في هذا السجل. يجب أن يبقى سجلك وحده.
record-sample-again = ما كتبته بنفسك يبقى.
record-sample-remove = أزل المثال ثم أضف

## Over time

record-medicines-title = الأدوية عبر الوقت
record-medicines-label =
    { $count ->
        [zero] لا أدوية منذ { $from }.
        [one] دواء واحد منذ { $from }. الجدول أدناه يقول الشيء نفسه.
        [two] دواءان منذ { $from }. الجدول أدناه يقول الشيء نفسه.
        [few] { $count } أدوية منذ { $from }. الجدول أدناه يقول الشيء نفسه.
        [many] { $count } دواءً منذ { $from }. الجدول أدناه يقول الشيء نفسه.
       *[other] { $count } دواء منذ { $from }. الجدول أدناه يقول الشيء نفسه.
    }
record-medicines-now = اليوم
record-medicines-more =
    { $count ->
        [zero] لا شيء آخر في الجدول.
        [one] واحد آخر في الجدول.
        [two] اثنان آخران في الجدول.
        [few] { $count } أخرى في الجدول.
        [many] { $count } أخرى في الجدول.
       *[other] { $count } أخرى في الجدول.
    }
record-medicines-unknown = نقطة وحدها: لم يكتب أحد متى انتهى.
record-medicines-table = كجدول
record-medicines-medicine = الدواء
record-medicines-from = من
record-medicines-until = إلى
record-medicines-taking = ما زال يؤخذ
record-medicines-no-end = غير مكتوب
record-vaccines-title = اللقاحات حسب المرض
record-vaccines-disease = ضد
record-vaccines-given = أُعطيت
record-vaccines-number = الجرعة { $number }

record-code-hint = ‏SMART Health Link أو Card، أو شهادة صحية
record-code-take = أضِفه
record-code-asks = عندها فقط يُسأل الخادم الذي وراء الرابط.
record-passcode = لهذا الرابط كلمة مرور
record-passcode-note = اسأل من أعطاك الرابط.
record-passcode-wrong = كلمة المرور هذه خاطئة.
record-passcode-left = خطأ. المحاولات المتبقية: { $count }
record-passcode-give = افتحه
record-follows = نحتفظ بهذا الرابط لتتمكن من تحديثه.
record-followed = روابط يمكنك تحديثها
record-followed-note = قد يتغير ما وراءها. لا يُسأل أحد حتى تضغط «حدّث الآن».
record-followed-none = لا يُتابَع أي رابط
record-followed-asked = آخر سؤال: { $when }
record-followed-update = حدّث الآن
record-followed-stop = إيقاف المتابعة
record-followed-stays = ما جاء منه يبقى في سجلك.
record-signed = من وقّعه؟
record-signed-note = سؤالان مختلفان: ممن يقول إنه صدر، وهل هذا صحيح. لا يُسأل المُصدر عن مفاتيحه إلا عندما تضغط.
record-signed-check = تحقق من التوقيع
record-signed-issuer = يقول إنه صادر عن
record-signed-nobody = لم يُذكر أحد
record-signed-right = هل التوقيع صحيح؟
record-signed-valid = نعم، لم يُغيَّر.
record-signed-wrong = لا. غُيِّر، أو وقّعه شخص آخر.
record-signed-unknown_key = غير معروف. مفتاحه غير منشور.
record-signed-not_checked = لم يُتحقق منه.
record-signed-now = هل هو سارٍ الآن؟
record-signed-holds = نعم
record-signed-too_early = ليس بعد
record-signed-expired = لا، انتهت صلاحيته
record-signed-revoked = لا، سحبه مُصدره
record-signed-back = هل سُحب؟
record-signed-back-none = مُصدره لا ينشر قائمة.
record-signed-back-checked = لا. اطّلعنا على قائمة مُصدره.
record-signed-back-not_checked = غير معروف. تعذر الحصول على القائمة.
record-signed-vouched = هل يضمن أحد المُصدر؟
record-signed-vouched-nobody = لم يُسأل أحد.
record-signed-vouched-yes = نعم، قائمة اخترتها.
record-signed-vouched-no = لا توجد في أي قائمة اخترتها.
record-code-field = رابط أو رمز
