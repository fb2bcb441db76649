# unreviewed

app-app = Keepwell
app-tagline = سجلك الطبي بين يديك.
app-back = رجوع
app-close = إغلاق
app-cancel = إلغاء
app-done = تم
app-next = التالي
app-save = حفظ
app-stop = إيقاف
app-change = تغيير
app-see-all = عرض الكل
app-try-again = حاول مرة أخرى
app-show = عرض
app-remove = إزالة
app-copy = نسخ
app-copied = تم النسخ. يُمسح من الحافظة بعد دقيقة واحدة.
app-yes = نعم
app-no = لا
app-share = مشاركة
app-more = المزيد
app-skip-link = انتقل إلى المحتوى
app-loading = جارٍ التحميل
app-failed = لم ينجح ذلك.
app-optional = اختياري
app-step = الخطوة { $step } من { $of }
app-menu = القائمة الرئيسية
app-nav-home = الرئيسية
app-nav-record = السجل
app-nav-share = مشاركة
app-nav-activity = النشاط
app-nav-more = المزيد
app-nav-emergency = بطاقة الطوارئ
app-nav-travel = وضع السفر
app-nav-settings = الإعدادات
app-lock = قفل

app-locking-title = سيُقفل Keepwell قريبًا
app-locking-note = لم يلمسه أحد منذ مدة. سيضيع ما كتبته ولم تحفظه.
app-locking-left = { $count ->
    [zero] بقيت { $count } ثانية
    [one] بقيت ثانية واحدة
    [two] بقيت ثانيتان
    [few] بقيت { $count } ثوانٍ
    [many] بقيت { $count } ثانية
   *[other] بقيت { $count } ثانية
}
app-locking-last = سيُقفل Keepwell خلال ثوانٍ
app-locking-stay = أبقِه مفتوحًا
app-locking-now = اقفل الآن
app-backed-up = محفوظ احتياطيًا
app-not-backed-up = غير محفوظ احتياطيًا
app-words-checked-on = فُحصت الكلمات في { $date }
app-sample = مثال
app-sample-note = هذه بيانات مختلقة للتجربة.
app-source-imported = من ملف
app-source-added_by_me = أضفته أنا
app-source-sample = مثال
app-category-allergies = الحساسية
app-category-medicines = الأدوية
app-category-problems = الحالات المرضية
app-category-immunizations = اللقاحات
app-category-results = النتائج
app-category-procedures = الإجراءات
app-category-documents = المستندات
app-category-other = أخرى
app-sensitive-mental = الصحة النفسية
app-sensitive-sexual = الصحة الجنسية والحمل
app-sensitive-genetic = الفحوص الوراثية
app-sensitive-substance = الكحول والمخدرات
app-sensitive-violence = العنف والإيذاء
app-preset-gp_visit = زيارة الطبيب
app-preset-emergency = طوارئ
app-preset-dentist = طبيب الأسنان
app-preset-pharmacy = الصيدلية
app-preset-second_opinion = رأي ثانٍ
app-preset-insurance_claim = مطالبة التأمين
app-preset-research = بحث علمي
app-preset-public_health = الصحة العامة
app-purpose-TREAT = رعاية
app-purpose-ETREAT = رعاية طارئة
app-purpose-HPAYMT = دفع
app-purpose-HRESCH = بحث علمي
app-purpose-PUBHLTH = الصحة العامة
app-purpose-FAMRQT = العائلة
app-grant-pending = لم يُرسل بعد
app-grant-active = مفتوح
app-grant-paused = متوقف مؤقتًا
app-grant-expired = انتهى
app-grant-revoked = أُوقف
app-grant-used_up = استُنفد
app-flag-normal = طبيعي
app-flag-high = مرتفع
app-flag-low = منخفض
app-span-day = { $count ->
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
   *[other] { $count } يومًا
}
app-span-hour = { $count } س
app-span-minute = { $count } د
app-span-second = { $count } ث
app-time-left = بقي { $time }
app-time-ends = ينتهي خلال { $time }
app-time-ended = انتهى
app-time-today = اليوم، { $time }
app-time-yesterday = أمس، { $time }
app-time-said = { $what }: بقي { $time }
app-time-over = { $what }: انتهى
app-files-drop = أو أفلت ملفًا هنا.
app-files-paste = لصق نص
app-files-choose = اختر ملفًا
app-chart-date = التاريخ
app-chart-value = القيمة
app-chart-flag = مقارنة بالمجال الطبيعي
app-chart-range = المجال الطبيعي: من { $low } إلى { $high } { $unit }
app-chart-range-below = المجال الطبيعي: حتى { $high } { $unit }
app-chart-range-above = المجال الطبيعي: من { $low } { $unit }
app-words-label = ثلاث كلمات
app-busy = جارٍ العمل
