from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("districts", "0013_state_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="date",
            name="changes",
            field=models.JSONField(blank=True, default=dict, verbose_name="single times"),
        ),
        migrations.AddField(
            model_name="date",
            name="hosts",
            field=models.ManyToManyField(
                blank=True, editable=False, related_name="hosted_dates", to="districts.district"
            ),
        ),
    ]
