from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]

    operations = [
        migrations.RenameModel("Hit", "Attempt"),
        migrations.RenameIndex(
            "attempt",
            new_name="community_a_key_8dca41_idx",
            old_name="community_h_key_073c21_idx",
        ),
        migrations.RenameIndex(
            "attempt",
            new_name="community_a_when_c0b738_idx",
            old_name="community_h_when_e41807_idx",
        ),
    ]
